package io.limpet.standalone.cli;

import io.limpet.broker.EmbeddedBroker;
import io.limpet.standalone.importing.CatalogueExport;
import io.limpet.standalone.stack.DataFolder;
import io.limpet.standalone.stack.RunningFile;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code limpet export}: what {@code limpet train} without files asks for first. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = {
      "Write the catalogue of a running or stopped stack to a file.",
      "",
      "One JSON object a line, packed with gzip when the name ends in .gz: what --items of import,"
          + " train and evaluate reads."
    })
final class ExportCommand implements Callable<Integer> {
  @Mixin private DataOption data = new DataOption();

  @Option(names = "--items", paramLabel = "FILE", required = true, description = "File to write.")
  private Path items = Path.of("items.jsonl.gz");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    DataFolder.checkVersion(data.path());
    var running = RunningFile.find(data.path());
    long count;
    if (running.isPresent()) {
      count = CatalogueExport.write(running.get().kafka(), items);
    } else {
      try (DataFolder held = DataFolder.open(data.path());
          EmbeddedBroker broker = EmbeddedBroker.start(held.kafka())) {
        count = CatalogueExport.write(broker.bootstrapServers(), items);
      }
    }
    spec.commandLine().getOut().printf("Wrote %d items to %s%n", count, items);
    return 0;
  }
}
