package io.limpet.standalone.retrain;

import io.limpet.core.generation.Registry;
import io.limpet.standalone.FailedException;
import io.limpet.standalone.client.Pruning;
import io.limpet.standalone.client.Releases;
import io.limpet.standalone.client.ServiceClient;
import io.limpet.standalone.importing.CatalogueExport;
import io.limpet.standalone.stack.DataFolder;
import io.limpet.standalone.stack.Stack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Trains from the lake and the catalogue of a running stack, and releases over HTTP, as {@code
 * limpet models release} does.
 */
final class StackWorkshop implements Workshop {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String PUBLISHED = "generation: ";
  private static final String NOTHING = "nothing new since ";

  private final RetrainSettings settings;
  private final Stack stack;
  private final TrainerProcess trainer;
  private final ServiceClient service;

  StackWorkshop(RetrainSettings settings, Stack stack, TrainerProcess trainer) {
    this.settings = settings;
    this.stack = stack;
    this.trainer = trainer;
    this.service = new ServiceClient(stack.http());
  }

  @Override
  public Optional<String> current() {
    String id = service.get("/v1/models").body().path("current").asText("");
    return id.isEmpty() ? Optional.empty() : Optional.of(id);
  }

  @Override
  public Optional<String> train(Past.Attempt attempt, boolean resume) {
    Path items = stack.data().root().resolve("retraining-catalogue.jsonl.gz");
    if (!resume || !Files.exists(items)) {
      // What arrived before the attempt began is in the lake then, now and when it is resumed.
      stack.settle(PATIENCE);
      CatalogueExport.write(stack.bootstrapServers(), items);
    }
    String last =
        trainer.train(
            arguments(settings, stack.data(), attempt, items, resume),
            "-Xmx%s -XX:ActiveProcessorCount=2".formatted(settings.heap()),
            true);
    if (last.startsWith(PUBLISHED)) {
      return Optional.of(last.substring(PUBLISHED.length()));
    }
    if (last.startsWith(NOTHING)) {
      return Optional.empty();
    }
    throw new FailedException("the trainer ended without a generation: " + last);
  }

  /** Of {@code limpet train}. */
  static List<String> arguments(
      RetrainSettings settings, DataFolder data, Past.Attempt attempt, Path items, boolean resume) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "--lake",
                data.lake().toString(),
                "--items",
                items.toString(),
                "--out",
                data.models().toString(),
                "--received-before",
                attempt.until().toString(),
                "--predictions",
                settings.predictions()));
    if (attempt.kind() == Schedule.Kind.INCREMENTAL) {
      all.addAll(List.of("--warm-start", Objects.requireNonNull(attempt.parent(), "no parent")));
    } else {
      all.addAll(List.of("--if-new", "--model", settings.model()));
      if (attempt.parent() != null) {
        all.addAll(List.of("--parent", attempt.parent()));
      }
    }
    if (resume) {
      all.add("--resume");
    }
    return all;
  }

  @Override
  public void release(String generation) {
    var answer = new Releases(service).release(generation);
    if (!answer.isSuccess()) {
      throw new FailedException(
          "generation %s cannot be served: %s".formatted(generation, answer.detail()));
    }
  }

  @Override
  public List<String> prune() {
    var pruning = new Pruning(service, new Registry(stack.data().models()));
    List<String> old = pruning.superfluous(settings.keep());
    pruning.delete(old);
    return old;
  }
}
