print("GOT THROUGH: a check of the submission's own was run")
