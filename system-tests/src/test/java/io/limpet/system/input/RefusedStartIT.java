package io.limpet.system.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.limpet.system.process.JavaProcess;
import io.limpet.system.process.StackProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What keeps {@code limpet} from starting is said in one line, with exit code 2 and no stack trace.
 */
class RefusedStartIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir Path folder;

  @Test
  void portInUse() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      String port = String.valueOf(taken.getLocalPort());
      Path data = folder.resolve("data");
      assertThat(refusal("up", "--data", data.toString(), "--http-port", port))
          .contains("port " + port, "--http-port");
      assertThat(data).doesNotExist();
    }
  }

  @Test
  void dataFolderOfNewerVersion() throws IOException {
    Path data = Files.createDirectory(folder.resolve("data"));
    Files.writeString(data.resolve("VERSION"), "999\n");
    assertThat(refusal(up(data))).contains("999", "upgrade");
    try (Stream<Path> files = Files.list(data)) {
      assertThat(files).as("nothing was written").hasSize(1);
    }
  }

  @Test
  void dataFolderThatCannotBeWritten() throws IOException {
    // Works for root too, who may write anywhere: nothing can be made below a file.
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThat(refusal(up(file.resolve("data")))).contains("cannot be written", "--data");
  }

  @Test
  void readOnlyDataFolder() throws Exception {
    Path data = Files.createDirectory(folder.resolve("data"));
    try (var mount = Mount.readOnly(data)) {
      assertThat(refusal(up(data))).contains("cannot be written", "--data");
    }
  }

  @Test
  void fullDataFolder() throws Exception {
    Path data = Files.createDirectory(folder.resolve("data"));
    try (var mount = Mount.small(data)) {
      assertThat(refusal(up(data))).contains("MB free", "--data");
    }
  }

  @Test
  void importFileWithOneBadRow() throws IOException {
    Path rows =
        Files.writeString(
            folder.resolve("rows.csv"),
            """
            user_id,item_id,event,timestamp
            ann,mug,view_item,2026-01-31T12:00:00Z
            ann,mug,stare,2026-01-31T12:01:00Z
            """);
    Path data = folder.resolve("data");
    assertThat(refusal("import", "--data", data.toString(), "--interactions", rows.toString()))
        .contains("rows.csv", "3", "stare");
  }

  @Test
  void unknownOption() {
    assertThat(refusal("up", "--colour", "red")).contains("--colour");
  }

  private static String[] up(Path data) {
    return new String[] {
      "up", "--data", data.toString(), "--http-port", "0", "--flink-port", "0", "--kafka-port", "0"
    };
  }

  /** Runs a command that must be refused, and returns the one line that says why. */
  private String refusal(String... arguments) {
    try (JavaProcess process = StackProcess.limpet("refused", folder.resolve("logs"), arguments)) {
      assertThat(process.await(PATIENCE)).as(process.output()).isEqualTo(2);
      List<String> lines =
          process.output().lines().filter(line -> line.startsWith("limpet: ")).toList();
      assertThat(lines).as(process.output()).hasSize(1);
      assertThat(process.output()).doesNotContain("Exception", "\tat ");
      return lines.getFirst();
    }
  }

  /** A small or read-only file system in place of a folder, where the test may mount one. */
  private record Mount(Path at) implements AutoCloseable {
    static Mount readOnly(Path at) throws Exception {
      return mount(at, "size=400m,ro");
    }

    static Mount small(Path at) throws Exception {
      return mount(at, "size=1m");
    }

    private static Mount mount(Path at, String options) throws Exception {
      boolean mounted = run("mount", "-t", "tmpfs", "-o", options, "tmpfs", at.toString()) == 0;
      assumeTrue(mounted, "a file system cannot be mounted here: needs Linux and root");
      return new Mount(at);
    }

    private static int run(String... command) throws Exception {
      try {
        return new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
      } catch (IOException e) {
        return -1;
      }
    }

    @Override
    public void close() throws Exception {
      run("umount", at.toString());
    }
  }
}
