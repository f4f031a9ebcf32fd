// Command caveat tells whether surveillance and telecommunications equipment
// comes from a vendor that a law, ban or policy restricts, whatever the label
// says, and shows the evidence. See DESIGN.md.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/alecthomas/kong"
)

// cli is the command line: one line for each subcommand, each in a file of its
// own. To add one, write its struct with a Run method (see command) and add its
// line here.
type cli struct {
	Check     checkCmd     `cmd:"" group:"find" help:"Say what in these files is restricted, conditional, unknown or clear."`
	Triage    triageCmd    `cmd:"" group:"find" help:"Find notices that concern surveillance, access control, radio, telecom or drones, and say what to ask."`
	Formats   formatsCmd   `cmd:"" group:"find" help:"List the formats of files that can be read, and what is taken from each."`
	Makers    makersCmd    `cmd:"" group:"register" help:"Show what is known of makers, brands, models and addresses."`
	Assess    assessCmd    `cmd:"" group:"find" help:"Answer fact patterns: what every instrument says of an act with a thing."`
	Register  registerCmd  `cmd:"" group:"register" help:"Import, compare and verify official lists."`
	Scan      scanCmd      `cmd:"" group:"find" help:"Discover equipment on a network, gently; then as check."`
	Reconcile reconcileCmd `cmd:"" group:"find" help:"Compare a register of things owned with a scan: unseen, unregistered, mislabelled."`
	Words     wordsCmd     `cmd:"" group:"register" help:"List the words that --body, --act, --purpose and --fact take."`
	Version   versionCmd   `cmd:"" group:"about" help:"Print the versions of the program and of its register."`
	Screen    screenCmd    `cmd:"" group:"find" help:"Find names and identifiers among parties and lists, in any script."`
	Decide    decideCmd    `cmd:"" group:"find" help:"Record that a name is not the party that it was taken for."`

	Help helpFlag `short:"h" help:"Show this help, or a command's own."`
}

// groups are the headings under which --help lists commands and flags, in
// order.
var groups = []kong.Group{
	{Key: "find", Title: "Find and judge:"},
	{Key: "register", Title: "The register (laws, lists, makers):"},
	{Key: "about", Title: "About caveat:"},
	{Key: "context", Title: "Who asks (a fact left out is asked for, never guessed):"},
	{Key: "input", Title: "Input:"},
	{Key: "output", Title: "Output:"},
}

// A command is a subcommand's struct: kong fills it from the command line, and
// run calls Run. The outcome is what the exit code is made from, also when
// there is an error; messages are for stderr.
type command interface {
	Run(*env) (outcome, error)
}

// env is the world outside, as far as a command may know of it.
type env struct {
	ctx    context.Context // cancelled by an interrupt
	stdin  io.Reader
	stdout io.Writer // results
	stderr io.Writer // all else
	now    time.Time // when the program was started
	getenv func(string) string
}

const description = `Caveat tells whether the surveillance and telecommunications equipment that you own, buy, sell or are offered comes from a
vendor that a law, ban or policy restricts, whatever the label says.

It says "appears to be", shows why, and asks for what it does not know. It is not legal advice.`

const afterHelp = `Start with:  caveat check examples/
Exit codes:  0 all read, all clear; 1 failed, or not everything could be read; 2 used wrongly; 3 restricted found;
             4 conditional or unknown items remain; 5 nothing to assess; 6 register older than --max-age.`

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }

// run parses args, runs the command that they name and returns the exit code.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	return runAt(time.Now(), args, stdin, stdout, stderr)
}

// runAt is run at a given time. An interrupt cancels the command, which still
// reports what it found so far; a second one ends the program at once.
func runAt(now time.Time, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop)
	e := &env{ctx: ctx, stdin: interruptible(ctx, stdin), stdout: stdout, stderr: stderr, now: now, getenv: os.Getenv}
	return runIn(e, args)
}

// runIn is run in a given environment.
func runIn(e *env, args []string) int {
	out, err := dispatch(args, e)
	if errors.Is(err, errHelped) {
		return exitClear
	}
	if err != nil {
		fmt.Fprintf(e.stderr, "caveat: %s\n", message(err))
	}
	return exitCode(out, err)
}

func dispatch(args []string, e *env) (outcome, error) {
	parser, err := newParser(new(cli), e.stdout, e.stderr)
	if err != nil {
		return outcome{}, fmt.Errorf("reading the command table: %w", err)
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	parsed, err := parser.Parse(args)
	if errors.Is(err, errHelped) {
		return outcome{}, err
	}
	if _, ok := errors.AsType[*fs.PathError](err); ok {
		return outcome{}, fmt.Errorf("writing the help: %w", err)
	}
	if wrong, ok := errors.AsType[*kong.ParseError](err); ok {
		// A flag that may be left out has "" among its words; nobody types it.
		return outcome{}, of(wrong.Context, usage(errors.New(strings.ReplaceAll(err.Error(), `"",`, ""))))
	}
	if err != nil {
		return outcome{}, usage(err)
	}
	cmd, ok := parsed.Selected().Target.Addr().Interface().(command)
	if !ok {
		return outcome{}, fmt.Errorf("command %q has no Run method", parsed.Command())
	}
	out, err := cmd.Run(e)
	return out, of(parsed, err)
}

// newParser makes the parser that fills flags.
func newParser(flags *cli, stdout, stderr io.Writer) (*kong.Kong, error) {
	return kong.New(flags,
		kong.Name("caveat"), kong.Description(description),
		kong.NoDefaultHelp(), kong.ExplicitGroups(groups),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 110}),
		kong.Help(help), kong.Writers(stdout, stderr),
	)
}

// of notes in a usage error which command it was that was called.
func of(parsed *kong.Context, err error) error {
	if u, ok := errors.AsType[*usageError](err); ok && parsed.Selected() != nil {
		u.command = parsed.Selected().FullPath()
	}
	return err
}

// errHelped says that help was asked for and has been given.
var errHelped = errors.New("help was given")

// helpFlag prints the help of the command before it and ends the parse.
type helpFlag bool

// IsBool tells kong that the flag takes no value.
func (helpFlag) IsBool() bool { return true }

// BeforeReset is called by kong before any required argument is asked for.
func (helpFlag) BeforeReset(ctx *kong.Context) error {
	if err := ctx.PrintUsage(false); err != nil {
		return err
	}
	return errHelped
}

// help is kong's own help, with the exit codes below the list of commands.
func help(options kong.HelpOptions, ctx *kong.Context) error {
	if err := kong.DefaultHelpPrinter(options, ctx); err != nil {
		return err
	}
	if ctx.Selected() == nil {
		_, err := fmt.Fprintf(ctx.Stdout, "\n%s\n", afterHelp)
		return err
	}
	return nil
}

// examples is the end of a command's help: calls that can be typed as they
// stand, with files of one's own.
func examples(calls ...string) string { return "Examples:\n\n    " + strings.Join(calls, "\n    ") }
