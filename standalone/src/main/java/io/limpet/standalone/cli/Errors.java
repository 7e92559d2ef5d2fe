package io.limpet.standalone.cli;

import io.limpet.lake.files.BadInputException;
import io.limpet.standalone.FailedException;
import io.limpet.standalone.RefusedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Says errors in one line each: 2 when the caller can mend it, 1 otherwise. */
final class Errors {
  private Errors() {}

  static int badUsage(ParameterException e, String[] args) {
    CommandLine line = e.getCommandLine();
    line.getErr()
        .printf(
            "limpet: %s; %s --help shows what there is%n",
            oneLine(e.getMessage()), line.getCommandSpec().qualifiedName());
    return ExitCode.USAGE;
  }

  static int failed(Exception e, CommandLine line, ParseResult parsed) {
    if (e instanceof RefusedException || e instanceof BadInputException) {
      line.getErr().println("limpet: " + oneLine(e.getMessage()));
      return ExitCode.USAGE;
    }
    LoggerFactory.getLogger(Errors.class).error("{} failed", line.getCommandName(), e);
    String said = e instanceof FailedException ? e.getMessage() : e.toString();
    line.getErr().println("limpet: " + oneLine(said) + " (the log has more)");
    return ExitCode.SOFTWARE;
  }

  private static String oneLine(@Nullable String message) {
    return message == null ? "" : message.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
