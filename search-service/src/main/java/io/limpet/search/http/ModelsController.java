package io.limpet.search.http;

import io.limpet.core.event.Faults;
import io.limpet.core.generation.GenerationException;
import io.limpet.core.generation.LearningCurve;
import io.limpet.core.generation.Manifest;
import io.limpet.core.generation.Registry;
import io.limpet.core.prediction.Predictor;
import io.limpet.core.release.Release;
import io.limpet.search.experiment.ExperimentStore;
import io.limpet.search.generation.GenerationSwitch;
import io.limpet.search.generation.Opening;
import io.limpet.search.generation.ReleaseDesk;
import io.limpet.search.state.UserStore;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code /v1/models}: the generations, and which one answers. */
@ApiResponse(
    responseCode = "4XX",
    description = "A problem: what was wrong and how to mend it",
    content =
        @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
@Tag(name = "models", description = "Generations, and which one answers")
@Controller("/v1/models")
@ExecuteOn(TaskExecutors.BLOCKING)
final class ModelsController {
  /** So long a decision is waited for; most generations are open sooner. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final GenerationSwitch generations;
  private final ReleaseDesk desk;
  private final Registry registry;
  private final UserStore users;
  private final ExperimentStore experiments;

  ModelsController(
      GenerationSwitch generations,
      ReleaseDesk desk,
      Registry registry,
      UserStore users,
      ExperimentStore experiments) {
    this.generations = generations;
    this.desk = desk;
    this.registry = registry;
    this.users = users;
    this.experiments = experiments;
  }

  /** All generations and the current one. */
  public record Models(@Nullable String current, List<Model> generations) {}

  /**
   * A generation.
   *
   * @param state current; serving (users are still on it); canary (serves a share of the visitors);
   *     opening, building (its index) and warming, on the way to being in use; released;
   *     rolled_back; available (never released); refused (it was to be released, but cannot be
   *     used); damaged; missing
   * @param underWay a release or rollback that is being carried out
   * @param since when the state opening, building or warming began, else when what is under way was
   *     asked for; ISO 8601
   * @param users how many have a vector of it
   * @param share of all users that have a vector, 0 to 1
   * @param canaryShare of the canary only: the share of visitors that it is to serve
   * @param parent the generation in use when it was trained
   * @param needed whether something goes by it: it answers or would after a rollback, is on its way
   *     there, or an arm of an experiment; {@code limpet models prune} leaves it
   * @param predicts whether it tells what visitors will do
   * @param detail what is wrong with it
   */
  public record Model(
      String generation,
      String state,
      @Nullable String underWay,
      @Nullable String since,
      @Nullable String createdAt,
      @Nullable Integer dimensions,
      @Nullable String encoder,
      int users,
      double share,
      @Nullable Double canaryShare,
      @Nullable String parent,
      boolean needed,
      boolean predicts,
      @Nullable Map<String, Map<String, Double>> metrics,
      @Nullable String detail) {}

  /** The generations there are, the newest last. */
  @Get
  Models list() {
    var ids = new TreeSet<>(registry.list());
    ids.addAll(generations.decisions().keySet());
    return new Models(generations.current(), ids.stream().map(this::model).toList());
  }

  /**
   * How the training of a generation went.
   *
   * @param curves what was tried, epoch by epoch; none where nothing was chosen so, or of a
   *     generation made before this was kept
   */
  public record Learning(String generation, List<LearningCurve> curves) {}

  /** How a generation learned: loss and ranking quality, epoch by epoch. */
  @Get("/{generation}/learning")
  Learning learning(String generation) {
    if (!registry.contains(generation)) {
      throw ProblemException.notFound(
          Faults.shown("there is no generation \"" + generation + "\"; GET /v1/models lists them"));
    }
    try {
      return new Learning(generation, registry.manifest(generation).learning());
    } catch (GenerationException e) {
      throw ProblemException.conflict(String.valueOf(e.getMessage()));
    }
  }

  private Model model(String id) {
    Map<String, Integer> byGeneration = users.byGeneration();
    int count = byGeneration.getOrDefault(id, 0);
    int withVector =
        byGeneration.entrySet().stream()
            .filter(entry -> !entry.getKey().isEmpty())
            .mapToInt(Map.Entry::getValue)
            .sum();
    double share = withVector == 0 ? 0 : (double) count / withVector;
    boolean needed = desk.isNeeded(id) || experiments.generations().contains(id);
    if (!registry.contains(id)) {
      return without(id, "missing", count, share, needed, null);
    }
    try {
      Manifest manifest = registry.manifest(id);
      return new Model(
          id,
          state(id),
          underWay(id),
          since(id),
          manifest.createdAt(),
          manifest.dimensions(),
          manifest.encoder(),
          count,
          share,
          canaryShare(id),
          manifest.parent(),
          needed,
          manifest.parameters().containsKey(Predictor.CATEGORIES),
          manifest.metrics(),
          detail(id));
    } catch (GenerationException e) {
      return without(id, "damaged", count, share, needed, e.getMessage());
    }
  }

  /** One whose manifest cannot be read. */
  private static Model without(
      String id, String state, int users, double share, boolean needed, @Nullable String detail) {
    return new Model(
        id, state, null, null, null, null, null, users, share, null, null, needed, false, null,
        detail);
  }

  private @Nullable Double canaryShare(String id) {
    Release canary = generations.canary();
    return canary != null && canary.generation().equals(id) ? canary.share() : null;
  }

  private @Nullable String underWay(String id) {
    ReleaseDesk.Kind kind = desk.underWay(id);
    return kind == null ? null : kind.label();
  }

  private @Nullable String since(String id) {
    Opening.Progress progress = generations.opening(id);
    Long millis = progress == null ? desk.underWaySince(id) : Long.valueOf(progress.sinceMillis());
    return millis == null ? null : Instant.ofEpochMilli(millis).toString();
  }

  private @Nullable String detail(String id) {
    String failure = desk.failure(id);
    return failure == null ? generations.refusal(id) : failure;
  }

  private String state(String id) {
    Release decision = generations.decisions().get(id);
    if (id.equals(generations.current())) {
      return "current";
    }
    if (canaryShare(id) != null) {
      return "canary";
    }
    Opening.Progress progress = generations.opening(id);
    if (progress != null) {
      return progress.stage().label();
    }
    if (detail(id) != null) {
      return "refused";
    }
    if (decision != null && decision.state() == Release.State.ROLLED_BACK) {
      return "rolled_back";
    }
    if (decision == null) {
      return "available";
    }
    return generations.isOpen(id) ? "serving" : "released";
  }

  /**
   * Makes a generation current, or serves it to a share, once it is open and warm. What takes
   * longer than some seconds is answered with 202 and goes on; {@code GET /v1/models} tells how far
   * it is.
   */
  @RequestBody(
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = ApiBodies.Release.class)))
  @ApiResponse(responseCode = "200", description = "It is done")
  @ApiResponse(responseCode = "202", description = "It is being done")
  @Post(value = "/{generation}/release", consumes = MediaType.ALL)
  HttpResponse<Model> release(
      String generation,
      @Parameter(hidden = true) @io.micronaut.core.annotation.Nullable @Header("Prefer")
          String prefer,
      @io.micronaut.core.annotation.Nullable @Body byte[] body) {
    Double share = body == null || body.length == 0 ? null : JsonBody.of(body).part("share");
    return decided(
        generation,
        prefer,
        share == null || share == 1
            ? () -> desk.release(generation)
            : () -> desk.tryOut(generation, share));
  }

  /** Takes a generation out of use; the release before it is current again, a canary is over. */
  @ApiResponse(responseCode = "200", description = "It is done")
  @ApiResponse(responseCode = "202", description = "It is being done")
  @Post("/{generation}/rollback")
  HttpResponse<Model> rollback(
      String generation,
      @Parameter(hidden = true) @io.micronaut.core.annotation.Nullable @Header("Prefer")
          String prefer) {
    return decided(generation, prefer, () -> desk.rollBack(generation));
  }

  /**
   * Forgets what was decided of a generation that was deleted from the registry, so that it is not
   * listed as missing for ever.
   */
  @ApiResponse(responseCode = "204", description = "It is forgotten")
  @Delete("/{generation}")
  HttpResponse<?> forget(String generation) {
    try {
      desk.forget(generation).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      return HttpResponse.noContent();
    } catch (NoSuchElementException e) {
      throw ProblemException.notFound(Faults.shown(String.valueOf(e.getMessage())));
    } catch (GenerationException e) {
      throw ProblemException.conflict(String.valueOf(e.getMessage()));
    } catch (ExecutionException | TimeoutException e) {
      throw Bodies.unacknowledged(e.getCause() == null ? e : e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ProblemException.unavailable("the service is stopping; ask again when it is back");
    }
  }

  /**
   * @param prefer "respond-async" (RFC 7240) for who does not want to wait
   */
  private HttpResponse<Model> decided(
      String generation, @Nullable String prefer, Supplier<CompletableFuture<Void>> decision) {
    try {
      CompletableFuture<Void> carriedOut = decision.get();
      if (prefer != null && prefer.contains("respond-async")) {
        return accepted(generation);
      }
      carriedOut.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      return HttpResponse.ok(model(generation));
    } catch (TimeoutException e) {
      return accepted(generation);
    } catch (NoSuchElementException e) {
      throw ProblemException.notFound(Faults.shown(String.valueOf(e.getMessage())));
    } catch (GenerationException e) {
      throw ProblemException.conflict(String.valueOf(e.getMessage()));
    } catch (ExecutionException e) {
      throw e.getCause() instanceof GenerationException refused
          ? ProblemException.conflict(String.valueOf(refused.getMessage()))
          : Bodies.unacknowledged(e.getCause() == null ? e : e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ProblemException.unavailable("the service is stopping; ask again when it is back");
    }
  }

  private HttpResponse<Model> accepted(String generation) {
    return HttpResponse.accepted(URI.create("/v1/models")).body(model(generation));
  }
}
