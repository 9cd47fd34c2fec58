// Runs before the page is drawn: says that scripts work, so that what only makes sense without them can step aside.
document.documentElement.classList.add("js");
