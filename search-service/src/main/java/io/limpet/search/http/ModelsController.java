package io.limpet.search.http;

import io.limpet.core.event.Faults;
import io.limpet.core.generation.GenerationException;
import io.limpet.core.generation.Manifest;
import io.limpet.core.generation.Registry;
import io.limpet.core.release.Release;
import io.limpet.search.generation.GenerationSwitch;
import io.limpet.search.generation.ReleaseDesk;
import io.limpet.search.state.UserStore;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
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
  private final GenerationSwitch generations;
  private final ReleaseDesk desk;
  private final Registry registry;
  private final UserStore users;

  ModelsController(
      GenerationSwitch generations, ReleaseDesk desk, Registry registry, UserStore users) {
    this.generations = generations;
    this.desk = desk;
    this.registry = registry;
    this.users = users;
  }

  /** All generations and the current one. */
  public record Models(@Nullable String current, List<Model> generations) {}

  /**
   * A generation.
   *
   * @param state current; serving (users are still on it); canary (serves a share of the visitors);
   *     released; rolled_back; available (never released); refused (released, but it cannot be
   *     used); damaged; missing
   * @param users how many have a vector of it
   * @param share of all users that have a vector, 0 to 1
   * @param canaryShare of the canary only: the share of visitors that it is to serve
   * @param parent the generation in use when it was trained
   * @param detail what is wrong with it
   */
  public record Model(
      String generation,
      String state,
      @Nullable String createdAt,
      @Nullable Integer dimensions,
      @Nullable String encoder,
      int users,
      double share,
      @Nullable Double canaryShare,
      @Nullable String parent,
      @Nullable Map<String, Map<String, Double>> metrics,
      @Nullable String detail) {}

  /** The generations there are, the newest last. */
  @Get
  Models list() {
    var ids = new TreeSet<>(registry.list());
    ids.addAll(generations.decisions().keySet());
    return new Models(generations.current(), ids.stream().map(this::model).toList());
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
    if (!registry.contains(id)) {
      return new Model(id, "missing", null, null, null, count, share, null, null, null, null);
    }
    try {
      Manifest manifest = registry.manifest(id);
      return new Model(
          id,
          state(id),
          manifest.createdAt(),
          manifest.dimensions(),
          manifest.encoder(),
          count,
          share,
          canaryShare(id),
          manifest.parent(),
          manifest.metrics(),
          generations.refusal(id));
    } catch (GenerationException e) {
      return new Model(
          id, "damaged", null, null, null, count, share, null, null, null, e.getMessage());
    }
  }

  private @Nullable Double canaryShare(String id) {
    Release canary = generations.canary();
    return canary != null && canary.generation().equals(id) ? canary.share() : null;
  }

  private String state(String id) {
    Release decision = generations.decisions().get(id);
    if (id.equals(generations.current())) {
      return "current";
    }
    if (canaryShare(id) != null) {
      return "canary";
    }
    if (generations.refusal(id) != null) {
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

  /** Makes a generation current, or serves it to a share, once it is open and warm. */
  @RequestBody(
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = ApiBodies.Release.class)))
  @Post(value = "/{generation}/release", consumes = MediaType.ALL)
  Model release(String generation, @io.micronaut.core.annotation.Nullable @Body byte[] body) {
    Double share = body == null || body.length == 0 ? null : JsonBody.of(body).part("share");
    return decided(
        generation,
        share == null || share == 1
            ? () -> desk.release(generation)
            : () -> desk.tryOut(generation, share));
  }

  /** Takes a generation out of use; the release before it is current again, a canary is over. */
  @Post("/{generation}/rollback")
  Model rollback(String generation) {
    return decided(generation, () -> desk.rollBack(generation));
  }

  private Model decided(String generation, Runnable decision) {
    try {
      decision.run();
      return model(generation);
    } catch (NoSuchElementException e) {
      throw ProblemException.notFound(Faults.shown(String.valueOf(e.getMessage())));
    } catch (GenerationException e) {
      throw ProblemException.conflict(String.valueOf(e.getMessage()));
    } catch (CompletionException e) {
      throw Bodies.unacknowledged(e.getCause() == null ? e : e.getCause());
    }
  }
}
