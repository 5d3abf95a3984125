t,u,v
1,at the the end,"so , so ""x"" ."
