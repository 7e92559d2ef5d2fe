package io.limpet.trainer.cli;

import io.limpet.core.item.Item;
import io.limpet.lake.files.BadRows;
import io.limpet.lake.files.ItemFile;
import io.limpet.trainer.predict.EventSource;
import io.limpet.trainer.predict.PredictionRun;
import io.limpet.trainer.progress.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code predictions}: how well it can be told what visitors will do. */
@Command(
    name = "predictions",
    description = {
      "Learns what visitors do next, whether they return or are lost and what they will be worth,"
          + " and judges it on later days.",
      "train --predictions on makes generations that predict."
    },
    mixinStandardHelpOptions = true)
final class PredictionsCommand implements Callable<Integer> {
  @Mixin DataOptions data = new DataOptions();

  @Option(
      names = "--seed",
      defaultValue = "42",
      paramLabel = "N",
      description = "Of every random number (${DEFAULT-VALUE}).")
  long seed = 42;

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Progress progress = DataOptions.progress();
    Optional<PredictionRun.Result> result = events(data).predict(items(data), seed, progress);
    if (result.isEmpty()) {
      throw new UsageException(
          data.source() + " tells too little of visitors to learn from; see the line above");
    }
    var stdout = spec.commandLine().getOut();
    stdout.print(result.get().report());
    stdout.println("\nbest after %d epochs on validation".formatted(result.get().epochs()));
    stdout.flush();
    return 0;
  }

  static EventSource events(DataOptions data) {
    data.requireOneSource();
    return data.lake != null
        ? EventSource.ofLake(data.lake, data.withSynthetic, data.receivedBefore())
        : EventSource.ofFile(Objects.requireNonNull(data.interactions));
  }

  private static List<Item> items(DataOptions data) {
    List<Item> items = new ArrayList<>();
    if (data.items != null) {
      try (ItemFile file = ItemFile.open(data.items, BadRows.upTo(data.maxBadRows))) {
        file.forEachRemaining(items::add);
      }
    }
    return items;
  }
}
