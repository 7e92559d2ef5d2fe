package io.limpet.system.bench;

import io.limpet.system.index.Contender;
import io.limpet.system.index.ContenderProcess;
import io.limpet.system.process.JavaProcess;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Starts the contenders of {@link IndexCommand}. Those in Java need nothing; hnswlib needs a C++
 * compiler and its header (Debian: libhnswlib-dev), usearch Node.js and npm, which fetches it. One
 * that cannot be started is left out, and it is said why.
 *
 * @param work folder of the vectors, and of what is compiled and fetched
 */
record Contenders(Path work, int dimensions, int m, int efConstruction, String heap) {
  private static final Path NATIVE = Path.of("system-tests", "src", "main", "native");

  Optional<ContenderProcess> start(String name, PrintWriter out) {
    try {
      List<String> line =
          switch (name) {
            case "hnswlib" -> hnswlib();
            case "usearch" -> usearch();
            default -> java(name);
          };
      return Optional.of(ContenderProcess.start(name, line, work.resolve(name + ".log")));
    } catch (IOException | IllegalStateException e) {
      out.println("  " + name + " is left out: " + e.getMessage());
      out.flush();
      return Optional.empty();
    }
  }

  private List<String> java(String name) {
    List<String> line = new ArrayList<>();
    line.add(JavaProcess.javaBinary());
    line.addAll(JavaProcess.FLAGS);
    line.addAll(
        List.of(
            "-Xmx" + heap,
            "-cp",
            System.getProperty("java.class.path"),
            Contender.class.getName(),
            work.toString(),
            String.valueOf(dimensions),
            name));
    line.addAll(parameters());
    return line;
  }

  private List<String> hnswlib() throws IOException {
    Path program = work.resolve("hnswlib");
    run(
        "hnswlib-build",
        "c++",
        "-O3",
        "-march=native",
        "-std=c++17",
        "-o",
        program.toString(),
        source("hnswlib.cpp"));
    List<String> line =
        new ArrayList<>(List.of(program.toString(), work.toString(), String.valueOf(dimensions)));
    line.addAll(parameters());
    return line;
  }

  private List<String> usearch() throws IOException {
    Path modules = work.resolve("npm");
    Files.createDirectories(modules);
    run("usearch-install", "npm", "install", "--prefix", modules.toString(), "usearch");
    List<String> line =
        new ArrayList<>(
            List.of("node", source("usearch.mjs"), work.toString(), String.valueOf(dimensions)));
    line.addAll(parameters());
    line.add(modules.toString());
    return line;
  }

  private List<String> parameters() {
    return List.of(String.valueOf(m), String.valueOf(efConstruction));
  }

  private static String source(String name) {
    return Home.folder().resolve(NATIVE).resolve(name).toString();
  }

  private void run(String what, String... line) throws IOException {
    Path log = work.resolve(what + ".log");
    ProcessMeter.Usage usage = ProcessMeter.run(List.of(line), Map.of(), log);
    if (usage.exitCode() != 0) {
      throw new IllegalStateException(
          String.join(" ", line) + " ended with " + usage.exitCode() + ": " + usage.lastLine());
    }
  }
}
