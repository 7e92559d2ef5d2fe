package io.limpet.trainer.cli;

import io.limpet.core.forecast.Forecast;
import io.limpet.core.item.Item;
import io.limpet.core.topic.Topics;
import io.limpet.lake.Lake;
import io.limpet.lake.files.BadRows;
import io.limpet.lake.files.Interaction;
import io.limpet.lake.files.InteractionFile;
import io.limpet.lake.files.ItemFile;
import io.limpet.trainer.forecast.Demand;
import io.limpet.trainer.forecast.DemandBuilder;
import io.limpet.trainer.forecast.ForecastRun;
import io.limpet.trainer.forecast.ForecastTable;
import io.limpet.trainer.progress.Progress;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code forecast}: purchases in, the demand of the weeks to come out. */
@Command(
    name = "forecast",
    description = {
      "Forecasts the demand of items and categories, with intervals, for the next four weeks.",
      "Compares the model with seasonal naive, moving average, Croston and TSB by rolling origin,"
          + " and forecasts with what was best on validation.",
      "Its last line on standard output is `forecasts: <file>`."
    },
    mixinStandardHelpOptions = true)
final class ForecastCommand implements Callable<Integer> {
  /** Name of the file. */
  private static final String FILE = "forecasts.jsonl";

  @Mixin DataOptions data = new DataOptions();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Where " + FILE + " goes; POST /v1/forecasts takes it.")
  @Nullable Path out;

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
    Demand demand = read(progress);
    if (demand.weeks() < Demand.FEWEST_WEEKS) {
      throw new UsageException(
          "%s holds purchases of %d whole weeks; %d are needed for a forecast"
              .formatted(data.source(), demand.weeks(), Demand.FEWEST_WEEKS));
    }
    ForecastRun.Result result =
        new ForecastRun(demand, seed, progress).run(System.currentTimeMillis());
    var stdout = spec.commandLine().getOut();
    stdout.print(ForecastTable.of(result));
    stdout.println("forecasts: " + write(result.forecasts()));
    stdout.flush();
    return 0;
  }

  private Demand read(Progress progress) {
    data.requireOneSource();
    BadRows badRows = DataOptions.badRows(data.maxBadRows);
    BadRows badItems = DataOptions.badRows(data.maxBadRows);
    DemandBuilder builder = new DemandBuilder();
    try (Progress.Step step = progress.begin("Reading", 1)) {
      if (data.lake != null) {
        long before = data.receivedBefore();
        new Lake(data.lake)
            .forEach(
                row -> {
                  String item = row.itemId();
                  boolean isCounted = data.withSynthetic || !row.synthetic();
                  if (item != null && isCounted && row.receivedMillis() < before) {
                    builder.add(
                        row.visitor(), item, row.type(), row.timestampMillis(), row.quantity());
                  }
                });
      } else {
        try (InteractionFile file =
            InteractionFile.open(Objects.requireNonNull(data.interactions), badRows)) {
          while (file.hasNext()) {
            Interaction row = file.next();
            builder.add(
                row.userId(), row.itemId(), row.type(), row.timestampMillis(), row.quantity());
          }
        }
      }
      step.to(1);
    }
    Demand demand = builder.build(catalogue(badItems));
    badRows.summary().forEach(progress::say);
    badItems.summary().forEach(progress::say);
    progress.say("%d weeks of %,d series".formatted(demand.weeks(), demand.series().size()));
    return demand;
  }

  private Map<String, Item> catalogue(BadRows badItems) {
    Map<String, Item> catalogue = new HashMap<>();
    if (data.items != null) {
      try (ItemFile file = ItemFile.open(data.items, badItems)) {
        while (file.hasNext()) {
          Item item = file.next();
          catalogue.put(item.itemId(), item);
        }
      }
    }
    return catalogue;
  }

  /** Whole or not at all. */
  private Path write(List<Forecast> forecasts) {
    Path folder = Objects.requireNonNull(out);
    Path file = folder.resolve(FILE);
    Path draft = folder.resolve("." + FILE + ".draft");
    try {
      Files.createDirectories(folder);
      try (OutputStream lines = new java.io.BufferedOutputStream(Files.newOutputStream(draft))) {
        for (Forecast forecast : forecasts) {
          lines.write(Topics.FORECASTS.codec().encode(forecast));
          lines.write('\n');
        }
      }
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException("writing " + file + ": " + e.getMessage(), e);
    }
  }
}
