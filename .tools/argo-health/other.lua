return health("Progressing", "No controller has told its status yet")
