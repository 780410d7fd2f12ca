"""What the output guard looks for in a reply, one question a module. None of them reads or writes anything."""
