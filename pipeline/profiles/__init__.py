"""What is special to one atlas, as data files; general code reads them."""
