package io.limpet.standalone.cli;

import com.sun.management.OperatingSystemMXBean;
import io.limpet.standalone.RefusedException;
import io.limpet.standalone.stack.DataFolder;
import io.limpet.standalone.stack.Ports;
import io.limpet.standalone.stack.RunningFile;
import io.limpet.standalone.stack.StackSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code limpet doctor}. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = "Look whether this machine can run the stack: Java, memory, disk, data, ports.")
final class DoctorCommand implements Callable<Integer> {
  private static final long STACK_MB = 1_200;
  private static final long TRAINING_MB = 2_000;
  private static final long DISK_MB = 2_000;

  @Mixin private StackOptions options = new StackOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  private boolean healthy = true;

  @Override
  public Integer call() throws IOException {
    StackSettings settings = options.settings(Given.settings());
    say("ok", "Java", Runtime.version() + " in " + System.getProperty("java.home"));
    say("ok", "processors", String.valueOf(Runtime.getRuntime().availableProcessors()));
    memory();
    disk(settings.data());
    var running = RunningFile.find(settings.data());
    if (running.isPresent()) {
      say("ok", "data", settings.data() + " is in use by the stack at " + running.get().http());
      return healthy ? 0 : 1;
    }
    check("data", settings.data().toString(), () -> data(settings.data()));
    check("ports", Ports.of(settings).toString(), () -> Ports.check(settings));
    return healthy ? 0 : 1;
  }

  private void memory() {
    if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
      long free = system.getFreeMemorySize() >> 20;
      String found = "%d MB free of %d MB".formatted(free, system.getTotalMemorySize() >> 20);
      if (free >= TRAINING_MB) {
        say("ok", "memory", found);
      } else if (free >= STACK_MB) {
        say("note", "memory", found + "; enough to serve, training wants " + TRAINING_MB);
      } else {
        bad("memory", found + "; the stack wants " + STACK_MB);
      }
    }
  }

  private void disk(Path data) throws IOException {
    Path existing = data;
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    long free = Files.getFileStore(existing).getUsableSpace() >> 20;
    if (free >= DISK_MB) {
      say("ok", "disk", free + " MB free at " + existing);
    } else {
      bad("disk", free + " MB free at " + existing + "; " + DISK_MB + " are wanted");
    }
  }

  private static void data(Path data) {
    DataFolder.checkVersion(data);
    Path existing = data;
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
      throw new RefusedException(existing + " is not a folder that can be written");
    }
    if (DataFolder.isInUse(data)) {
      throw new RefusedException(data + " is in use by another process");
    }
  }

  private void check(String what, String fine, Runnable check) {
    try {
      check.run();
      say("ok", what, fine);
    } catch (RefusedException e) {
      bad(what, String.valueOf(e.getMessage()));
    }
  }

  private void bad(String what, String found) {
    healthy = false;
    say("BAD", what, found);
  }

  private void say(String state, String what, String found) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf("%-5s %-11s %s%n", state, what, found);
  }
}
