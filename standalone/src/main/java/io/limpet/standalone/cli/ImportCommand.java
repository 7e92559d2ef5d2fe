package io.limpet.standalone.cli;

import io.limpet.standalone.RefusedException;
import io.limpet.standalone.importing.ImportFiles;
import io.limpet.standalone.importing.Importer;
import io.limpet.standalone.importing.Inbox;
import io.limpet.standalone.stack.DataFolder;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code limpet import}. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description = {
      "Bring a shop's history and catalogue into a stack.",
      "",
      "Both files are read to their end first: a bad row is named, and nothing is sent. A running"
          + " stack gets them over HTTP; a stopped one when it is started. The same file imported"
          + " twice counts once."
    },
    footer = {
      "",
      "Interactions: CSV or Parquet with the columns user_id, item_id, event, timestamp and",
      "optionally session_id, quantity, price, value. Items: one JSON object a line with item_id",
      "and optionally title, description, categories, brand, price, currency, stock, image_url,",
      "attributes. Both may be packed with gzip.",
      "",
      "  limpet import --interactions orders.csv.gz --items catalogue.jsonl"
    })
final class ImportCommand implements Callable<Integer> {
  @Option(names = "--interactions", paramLabel = "FILE", description = "What users did.")
  private @Nullable Path interactions;

  @Option(names = "--items", paramLabel = "FILE", description = "What the shop sells.")
  private @Nullable Path items;

  @Mixin private ServiceOption service = new ServiceOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    if (interactions == null && items == null) {
      throw new RefusedException("give --interactions FILE, --items FILE or both");
    }
    var running = service.find();
    var steps = new Steps(spec.commandLine().getOut());
    var files = new ImportFiles(interactions, items);
    steps.say("Checking every row ...");
    ImportFiles.Counts counts = files.validate();
    steps.say(
        String.format(
            Locale.ROOT, "%,d events and %,d items are fine.", counts.events(), counts.items()));
    if (running.isPresent()) {
      Path ledgers = service.isRemote() ? null : DataFolder.imports(service.folder());
      send(new Importer(running.get(), ledgers, steps), files, counts, steps);
    } else {
      try (DataFolder held = DataFolder.open(service.folder())) {
        new Inbox(held.inbox()).put(files);
        steps.say("The stack is not running: `limpet up` takes them in when it starts.");
      }
    }
    return 0;
  }

  private static void send(
      Importer importer, ImportFiles files, ImportFiles.Counts counts, Steps steps) {
    long sent = importer.send(files, counts);
    steps.say(
        sent == 0 && counts.events() > 0
            ? "These events were imported before; nothing was sent again."
            : String.format(
                Locale.ROOT, "Imported %,d events and %,d items.", sent, counts.items()));
  }
}
