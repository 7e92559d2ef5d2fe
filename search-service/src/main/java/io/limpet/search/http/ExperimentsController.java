package io.limpet.search.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.limpet.core.experiment.Experiment;
import io.limpet.core.experiment.ExperimentRecord;
import io.limpet.core.experiment.ExperimentRecord.Change;
import io.limpet.core.experiment.ExperimentRecord.State;
import io.limpet.core.experiment.SamplePlan;
import io.limpet.search.experiment.ExperimentDesk;
import io.limpet.search.experiment.ExperimentReader;
import io.limpet.search.experiment.ExperimentStore;
import io.limpet.search.experiment.ResultStore;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@code /v1/experiments}: which of two ways to answer is better. */
@ApiResponse(
    responseCode = "4XX",
    description = "A problem: what was wrong and how to mend it",
    content =
        @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
@Tag(name = "experiments", description = "Which of two ways to answer is better")
@Controller("/v1/experiments")
@ExecuteOn(TaskExecutors.BLOCKING)
final class ExperimentsController {
  private final ExperimentStore store;
  private final ExperimentDesk desk;
  private final ResultStore results;
  private final Clock clock;

  ExperimentsController(
      ExperimentStore store, ExperimentDesk desk, ResultStore results, Clock clock) {
    this.store = store;
    this.desk = desk;
    this.results = results;
    this.clock = clock;
  }

  /** All experiments, by id. */
  @Get
  List<ExperimentView.One> all() {
    long now = clock.millis();
    List<ExperimentView.One> all = new ArrayList<>();
    store
        .records()
        .forEach(
            (id, record) -> {
              if (record.state(now) != State.DELETED) {
                all.add(ExperimentView.One.of(id, record, store.problem(id), now));
              }
            });
    return all;
  }

  /** One experiment. */
  @Get("/{id}")
  ExperimentView.One get(String id) {
    return Refusals.asProblems(() -> view(id));
  }

  /** Who did what to which experiment, the latest first, also of those that were deleted. */
  @Get("/audit")
  List<ExperimentView.Changed> audit() {
    record Of(String id, Change change) {}
    List<Of> all = new ArrayList<>();
    store
        .records()
        .forEach((id, record) -> record.changes().forEach(one -> all.add(new Of(id, one))));
    all.sort(Comparator.comparingLong((Of of) -> of.change().atMillis()).reversed());
    return all.stream().map(of -> ExperimentView.Changed.of(of.id(), of.change())).toList();
  }

  /** Puts an experiment, new or in place of a draft. It decides nothing until it is started. */
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(type = "object"),
              examples = {
                @ExampleObject(name = "experiment", value = Examples.EXPERIMENT),
                @ExampleObject(name = "holdout", value = Examples.HOLDOUT)
              }))
  @ApiResponse(
      responseCode = "200",
      description = "The experiment",
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = ExperimentView.One.class)))
  @Put(value = "/{id}", consumes = MediaType.ALL)
  ExperimentView.One put(
      String id, @Nullable @Header(ChangedBy.HEADER) String by, @Nullable @Body byte[] body) {
    return done(id, by, who -> desk.put(id, Refusals.document(body, "an experiment"), who));
  }

  /** Starts a draft, in all replicas. */
  @Post(value = "/{id}/start", consumes = MediaType.ALL)
  ExperimentView.One start(String id, @Nullable @Header(ChangedBy.HEADER) String by) {
    return done(id, by, who -> desk.start(id, who));
  }

  /** Stops what runs, in all replicas. */
  @Post(value = "/{id}/stop", consumes = MediaType.ALL)
  ExperimentView.One stop(String id, @Nullable @Header(ChangedBy.HEADER) String by) {
    return done(id, by, who -> desk.stop(id, who));
  }

  /** Deletes an experiment that does not run; what happened to it stays in the audit. */
  @ApiResponse(responseCode = "204", description = "It is gone")
  @Delete("/{id}")
  HttpResponse<?> delete(String id, @Nullable @Header(ChangedBy.HEADER) String by) {
    return Refusals.asProblems(
        () -> {
          desk.delete(id, ChangedBy.read(by));
          return HttpResponse.noContent();
        });
  }

  /** How many visitors and days an experiment would take; nothing is kept. */
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(type = "object"),
              examples = {@ExampleObject(name = "experiment", value = Examples.EXPERIMENT)}))
  @ApiResponse(
      responseCode = "200",
      description = "The plan",
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = ExperimentView.Plan.class)))
  @Post(value = "/plan", consumes = MediaType.ALL)
  ExperimentView.Plan plan(@Nullable @Body byte[] body) {
    return Refusals.asProblems(
        () -> {
          JsonNode document = Refusals.document(body, "an experiment");
          return ExperimentView.Plan.of(SamplePlan.of(desk.checked("the-planned", document)));
        });
  }

  /** What an experiment has shown so far. */
  @Get("/{id}/results")
  ExperimentView.Results results(String id) {
    return Refusals.asProblems(
        () -> {
          ExperimentRecord record = store.needed(id);
          Experiment experiment = ExperimentReader.read(id, record.experiment());
          return ExperimentView.Results.of(experiment, record, results, clock.millis());
        });
  }

  private ExperimentView.One done(String id, @Nullable String by, Consumer<String> deed) {
    return Refusals.asProblems(
        () -> {
          deed.accept(ChangedBy.read(by));
          return view(id);
        });
  }

  private ExperimentView.One view(String id) {
    return ExperimentView.One.of(id, store.needed(id), store.problem(id), clock.millis());
  }
}
