"""What Google's services have in common. Imported only where one of them is in use: it takes half a second."""
