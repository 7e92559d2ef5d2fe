package io.limpet.standalone.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.limpet.standalone.FailedException;
import io.limpet.standalone.client.ServiceClient.Answer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Has generations released and rolled back, and follows until that is done: the index of a million
 * items takes minutes to build, and the service answers 202 meanwhile.
 */
public final class Releases {
  /**
   * A generation is in one of these states once it was released, also if another one came since.
   */
  private static final Set<String> IN_USE = Set.of("current", "canary", "serving", "released");

  private static final Duration PAUSE = Duration.ofMillis(500);

  private final ServiceClient service;
  private final Duration pause;

  public Releases(ServiceClient service) {
    this(service, PAUSE);
  }

  Releases(ServiceClient service, Duration pause) {
    this.service = service;
    this.pause = pause;
  }

  /**
   * Serves a generation to everybody.
   *
   * @return as {@link #release(String, ObjectNode, Consumer)} does
   */
  public Answer release(String generation) {
    return release(generation, JsonNodeFactory.instance.objectNode(), state -> {});
  }

  /**
   * Releases a generation.
   *
   * @param request with a share, or without
   * @param states is told of every state on the way
   * @return the generation in use, or the problem of who refused it
   * @throws FailedException when the service stopped on the way
   */
  public Answer release(String generation, ObjectNode request, Consumer<String> states) {
    return follow(generation, "release", request, IN_USE, states);
  }

  /**
   * Rolls a generation back.
   *
   * @return the generation out of use, or the problem of who refused it
   * @throws FailedException when the service stopped on the way
   */
  public Answer rollBack(String generation, Consumer<String> states) {
    ObjectNode nothing = JsonNodeFactory.instance.objectNode();
    return follow(generation, "rollback", nothing, Set.of("rolled_back", "available"), states);
  }

  private Answer follow(
      String generation,
      String decision,
      ObjectNode request,
      Set<String> wanted,
      Consumer<String> states) {
    Answer answer = service.post("/v1/models/" + generation + "/" + decision, request);
    if (answer.status() != 202) {
      return answer;
    }
    JsonNode model = answer.body();
    String said = "";
    while (model.has("under_way")) {
      String state = model.path("state").asText();
      if (!state.equals(said)) {
        states.accept(state);
        said = state;
      }
      pause();
      model = model(generation);
    }
    if (model.has("detail")) {
      return new Answer(409, model);
    }
    if (!wanted.contains(model.path("state").asText())) {
      throw new FailedException(
          "%s of generation %s did not come to its end (it is %s); has the service stopped on the way? Ask for it again"
              .formatted(decision, generation, model.path("state").asText("gone")));
    }
    return new Answer(200, model);
  }

  private JsonNode model(String generation) {
    for (JsonNode model : service.get("/v1/models").body().path("generations")) {
      if (model.path("generation").asText().equals(generation)) {
        return model;
      }
    }
    return JsonNodeFactory.instance.objectNode();
  }

  private void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FailedException("interrupted while a generation was being opened", e);
    }
  }
}
