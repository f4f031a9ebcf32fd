module caveat.example/caveat

go 1.26
