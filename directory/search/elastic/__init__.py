"""The catalogue in Elasticsearch: how it is stored there, asked, followed, rebuilt and compared."""
