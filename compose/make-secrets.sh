#!/bin/sh
# Writes the secrets that docker-compose.yml reads, each into a file of its own, and leaves alone what is there already.
set -eu
cd "$(dirname "$0")"
umask 077
mkdir -p secrets
# Nobody but their owner passes the folder; the containers' users read the files, which are mounted one by one.
chmod 700 secrets

random() { od -An -N32 -tx1 /dev/urandom | tr -d ' \n'; }

keep() {
  if [ -s "secrets/$1" ]; then
    echo "kept     secrets/$1"
    return
  fi
  printf '%s\n' "$2" > "secrets/$1.new"
  chmod 444 "secrets/$1.new"
  mv "secrets/$1.new" "secrets/$1"
  echo "written  secrets/$1"
}

keep secret_key "$(random)"
# To change the key that signs links write another into secret_key: until both are the same again, the former one is read too.
keep previous_secret_key "$(cat secrets/secret_key)"
keep api_key "$(random)"
keep postgres_password "$(random)"
keep redis_password "$(random)"
keep elastic_password "$(random)"
keep database_url "postgresql://onward:$(cat secrets/postgres_password)@postgres:5432/onward"
keep redis_url "redis://:$(cat secrets/redis_password)@redis:6379/0"
keep elasticsearch_url "http://elastic:$(cat secrets/elastic_password)@elasticsearch:9200"
# To change the webhooks' secret write another into webhook_secret: until both are the same again, the former one signs too.
keep webhook_secret "whsec_$(head -c 32 /dev/urandom | base64 | tr -d '\n')"
keep webhook_previous_secret "$(cat secrets/webhook_secret)"
# The mail catcher. For real mail write your server's address in here: smtp+starttls://user:password@host:587
keep smtp_url "smtp://mail:1025"
