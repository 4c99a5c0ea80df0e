// A line of JSON in, a line of JSON out: masterzen/winrm driven from outside, for the wire suite and the benchmark.
//
//	{"op":"open","host","port","username","password","auth":"basic"|"ntlm"|"sealed","https":bool,"caFile"}  {}
//	{"op":"run","command","input"}              {"stdout","stderr","exitCode"}: in a shell of its own
//	{"op":"calls","count","concurrency","cold","text"}  {"done"}: echoes, in one warm shell or each in its own
//	{"op":"output","command"}                   {"bytes"}: length of what the command puts out
//	{"op":"close"}                              {}
package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/masterzen/winrm"
)

type request struct {
	Op, Host, Username, Password, Auth, CaFile, Command, Input, Text string
	Port, Count, Concurrency                                         int
	HTTPS, Cold                                                      bool
}

type reply map[string]any

type driver struct {
	client *winrm.Client
	shell  *winrm.Shell
}

func main() {
	if len(os.Args) > 1 && os.Args[1] == "-version" {
		printVersion()
		return
	}
	var d driver
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(make([]byte, 0, 1<<16), 1<<24)
	for lines.Scan() {
		var asked request
		answer, err := reply{}, json.Unmarshal(lines.Bytes(), &asked)
		if err == nil {
			answer, err = d.answer(asked)
		}
		if err != nil {
			answer = reply{"error": err.Error()}
		}
		line, _ := json.Marshal(answer)
		fmt.Println(string(line))
	}
}

func printVersion() {
	info, _ := debug.ReadBuildInfo()
	for _, module := range info.Deps {
		if module.Path == "github.com/masterzen/winrm" {
			fmt.Println(module.Version, info.GoVersion)
		}
	}
}

func (d *driver) answer(asked request) (reply, error) {
	switch asked.Op {
	case "open":
		return reply{}, d.open(asked)
	case "run":
		return d.run(asked)
	case "calls":
		return d.calls(asked)
	case "output":
		return d.output(asked)
	case "close":
		return reply{}, d.close()
	}
	return nil, fmt.Errorf("no such op: %s", asked.Op)
}

func (d *driver) open(asked request) error {
	endpoint := winrm.NewEndpoint(asked.Host, asked.Port, asked.HTTPS, false, nil, nil, nil, 0)
	if asked.CaFile != "" {
		certificates, err := os.ReadFile(asked.CaFile)
		if err != nil {
			return err
		}
		endpoint.CACert = certificates
	}
	parameters := *winrm.DefaultParameters
	switch asked.Auth {
	case "ntlm":
		parameters.TransportDecorator = func() winrm.Transporter { return &winrm.ClientNTLM{} }
	case "sealed":
		encryption, err := winrm.NewEncryption("ntlm")
		if err != nil {
			return err
		}
		parameters.TransportDecorator = func() winrm.Transporter { return encryption }
	}
	client, err := winrm.NewClientWithParameters(endpoint, asked.Username, asked.Password, &parameters)
	d.client = client
	return err
}

func (d *driver) run(asked request) (reply, error) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	var stdout, stderr bytes.Buffer
	var input io.Reader
	if asked.Input != "" {
		input = strings.NewReader(asked.Input)
	}
	exitCode, err := d.client.RunWithContextWithInput(ctx, asked.Command, &stdout, &stderr, input)
	return reply{"stdout": stdout.String(), "stderr": stderr.String(), "exitCode": exitCode}, err
}

// echo runs one command in a warm shell and gives it back.
func (d *driver) echo(text string) error {
	command, err := d.shell.ExecuteWithContext(context.Background(), "echo "+text)
	if err != nil {
		return err
	}
	var said bytes.Buffer
	if _, err := io.Copy(&said, command.Stdout); err != nil {
		return err
	}
	command.Wait()
	if strings.TrimSpace(said.String()) != text {
		return fmt.Errorf("the echo differs: %q", said.String())
	}
	return command.Close()
}

func (d *driver) calls(asked request) (reply, error) {
	if !asked.Cold && d.shell == nil {
		shell, err := d.client.CreateShell()
		if err != nil {
			return nil, err
		}
		d.shell = shell
	}
	one := func() error { return d.echo(asked.Text) }
	if asked.Cold {
		one = func() error {
			_, _, _, err := d.client.RunCmdWithContext(context.Background(), "echo "+asked.Text)
			return err
		}
	}
	var left, done atomic.Int64
	left.Store(int64(asked.Count))
	failures := make(chan error, asked.Concurrency)
	var workers sync.WaitGroup
	for range asked.Concurrency {
		workers.Add(1)
		go func() {
			defer workers.Done()
			for left.Add(-1) >= 0 {
				if err := one(); err != nil {
					failures <- err
					return
				}
				done.Add(1)
			}
		}()
	}
	workers.Wait()
	select {
	case err := <-failures:
		return nil, err
	default:
		return reply{"done": done.Load()}, nil
	}
}

func (d *driver) output(asked request) (reply, error) {
	var stdout, stderr bytes.Buffer
	_, err := d.client.RunWithContext(context.Background(), asked.Command, &stdout, &stderr)
	return reply{"bytes": stdout.Len()}, err
}

func (d *driver) close() error {
	if d.shell == nil {
		return nil
	}
	shell := d.shell
	d.shell = nil
	return shell.Close()
}
