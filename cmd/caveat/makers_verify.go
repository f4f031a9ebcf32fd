package main

import (
	"fmt"
	"io/fs"
	"os"

	"caveat.example/caveat/internal/register"
	"caveat.example/caveat/makers"
)

// makersVerifyCmd checks the makers' files with every check there is.
type makersVerifyCmd struct {
	Dir string `arg:"" optional:"" help:"A folder like makers/. Default: the files in this program."`
}

// Help is shown below the summary of --help.
func (makersVerifyCmd) Help() string {
	return examples(
		`caveat makers verify`,
		`caveat makers verify my-makers/`,
	)
}

// Run prints what was checked; what is wrong is the error, with file and line.
func (c *makersVerifyCmd) Run(e *env) (outcome, error) {
	var files fs.FS = makers.FS()
	if c.Dir != "" {
		if info, err := os.Stat(c.Dir); err != nil || !info.IsDir() {
			return outcome{}, usage(fmt.Errorf("%s is no folder that can be read; give one like makers/", c.Dir))
		}
		files = os.DirFS(c.Dir)
	}
	reg, err := register.LoadStrict(files)
	if err != nil {
		return outcome{}, err
	}
	_, err = fmt.Fprintf(e.stdout, "%d parties, %d brands, %d patterns whose examples all hold, %d published items, %d vulnerabilities; facts as of %s\n%s\n",
		len(reg.Parties()), len(reg.Brands()), len(reg.Patterns()), len(reg.Evidence("")), len(reg.Vulnerabilities("")), reg.AsOf(), reg.Digest())
	return outcome{}, err
}
