package io.limpet.standalone.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** A command that was run in this JVM: its exit code and what it printed. */
record CommandRun(int exitCode, String out, String err) {
  static CommandRun of(String... args) {
    var out = new StringWriter();
    var err = new StringWriter();
    int exitCode =
        Limpet.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(args);
    return new CommandRun(exitCode, out.toString(), err.toString());
  }
}
