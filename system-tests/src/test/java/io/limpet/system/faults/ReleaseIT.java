package io.limpet.system.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.limpet.core.event.Event;
import io.limpet.core.generation.Registry;
import io.limpet.core.prediction.Prediction;
import io.limpet.core.topic.Topics;
import io.limpet.fixtures.SampleEvents;
import io.limpet.fixtures.SampleItems;
import io.limpet.fixtures.TinyGeneration;
import io.limpet.standalone.stack.Stack;
import io.limpet.system.load.OpenLoop;
import io.limpet.system.shop.SharedStack;
import io.limpet.system.shop.Shop;
import io.limpet.system.shop.TopicContents;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A generation is released while shoppers ask: Flink encodes every user anew, the service moves
 * each to the new index, and nobody notices.
 *
 * <p>Every user looks at one category only, and the axes of the categories lie elsewhere in each
 * generation: a user vector of one compared with item vectors of the other would bring the items of
 * a wrong category.
 */
@ExtendWith(SharedStack.class)
class ReleaseIT {
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final String OLD = "release-it-1";
  private static final String NEW = "release-it-2";
  private static final int USERS = 300;
  private static final int REQUESTS_PER_SECOND = 60;

  private final Queue<String> faults = new ConcurrentLinkedQueue<>();
  private final Map<String, String> generationOfUser = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> answers = new ConcurrentHashMap<>();

  @Test
  void nobodyNoticesThatAnotherGenerationAnswers(Stack stack) {
    Registry registry = new Registry(stack.data().models());
    TinyGeneration.writePredicting(registry, OLD);
    TinyGeneration.write(registry, NEW, 2);
    try (Shop shop = new Shop(stack.http())) {
      shop.put(SampleItems.all());
      shop.release(OLD);
      shop.report(introduction());
      await("everybody has a vector of the old generation")
          .atMost(PATIENCE)
          .until(() -> shareMetric(shop, OLD) >= USERS);
      predicts(stack, shop, user(1));

      var moved = new AtomicBoolean();
      Thread load = Thread.ofPlatform().start(() -> askUntil(moved, shop));
      await("the load is on").until(() -> answers.containsKey(OLD));
      shop.release(NEW);
      await("everybody has moved")
          .atMost(PATIENCE)
          .until(() -> shareMetric(shop, NEW) >= USERS && shareMetric(shop, OLD) == 0);
      moved.set(true);
      join(load);

      assertThat(faults).isEmpty();
      assertThat(answers).containsOnlyKeys(OLD, NEW);
      ask(shop, 1);
      assertThat(generationOfUser).containsEntry(user(1), NEW);
      await("the share that the models' list tells")
          .atMost(PATIENCE)
          .until(() -> generation(shop.models(), NEW).get("share").asDouble() == 1.0);
      assertThat(shop.models().get("current").asText()).isEqualTo(NEW);
      assertThat(shop.client().get("/v1/users/" + user(1) + "/predictions").status())
          .as("the new generation does not predict")
          .isEqualTo(409);
    }
  }

  /** Asks on and on, and for a second more once everybody has moved. */
  private void askUntil(AtomicBoolean moved, Shop shop) {
    long asked = 0;
    boolean isLast;
    do {
      isLast = moved.get();
      long first = asked;
      asked +=
          OpenLoop.run(
              REQUESTS_PER_SECOND,
              Duration.ofSeconds(1),
              (number, intended) -> ask(shop, (int) ((first + number) * 7 % USERS)));
    } while (!isLast);
  }

  /** The old generation tells what a user will do, over HTTP and to campaign tools. */
  private static void predicts(Stack stack, Shop shop, String user) {
    String path = "/v1/users/%s/predictions".formatted(user);
    await("predictions over HTTP")
        .atMost(PATIENCE)
        .until(() -> shop.get(path).get("known").asBoolean());
    JsonNode told = shop.get(path);
    assertThat(told.get("generation").asText()).isEqualTo(OLD);
    assertThat(told.get("return_probability").asDouble()).isBetween(0.8, 0.9);
    assertThat(told.get("next_action").get("view").asDouble()).isBetween(0.5, 0.9);
    await("predictions in the topic")
        .atMost(PATIENCE)
        .until(
            () ->
                TopicContents.latest(stack.bootstrapServers(), Topics.PREDICTIONS)
                    .containsKey(user));
    Prediction written =
        TopicContents.latest(stack.bootstrapServers(), Topics.PREDICTIONS).get(user);
    assertThat(written.generation()).isEqualTo(OLD);
    assertThat(written.churnProbability()).isBetween(0.1, 0.2);
  }

  private static List<Event> introduction() {
    List<Event> views = new ArrayList<>();
    for (int user = 0; user < USERS; user++) {
      for (int i = 0; i < 2; i++) {
        String item = SampleItems.id(category(user), (user + i * 7) % SampleItems.PER_CATEGORY);
        views.add(
            SampleEvents.view(
                "release-it-" + user + "-" + i, user(user), item, System.currentTimeMillis()));
      }
    }
    return views;
  }

  /** Asks, and notes a fault unless the answer is of one generation and of the user's category. */
  private void ask(Shop shop, int user) {
    try {
      JsonNode answer =
          shop.post(
              "/v1/recommendations", "{\"user_id\":\"%s\",\"explain\":true}".formatted(user(user)));
      String generation = answer.get("generation").asText();
      answers.computeIfAbsent(generation, g -> new AtomicInteger()).incrementAndGet();
      String before = generationOfUser.put(user(user), generation);
      if (generation.equals(OLD) && NEW.equals(before)) {
        faults.add(user(user) + " went back to the old generation");
      }
      String top = mostRelevant(answer);
      if (!answer.get("personalised").asBoolean() || !top.startsWith(prefix(user))) {
        faults.add("%s of %s got %s".formatted(user(user), category(user), answer));
      }
    } catch (RuntimeException | AssertionError e) {
      faults.add(e.toString());
    }
  }

  /** The item that the user's vector speaks for most. */
  private static String mostRelevant(JsonNode answer) {
    String top = "";
    double most = -1;
    for (Map.Entry<String, JsonNode> scores :
        answer.get("explanation").get("scores").properties()) {
      double relevance = scores.getValue().get("relevance").asDouble();
      if (relevance > most) {
        most = relevance;
        top = scores.getKey();
      }
    }
    return top;
  }

  /** How many users the service's metric sees on a generation. */
  private static double shareMetric(Shop shop, String generation) {
    Matcher value =
        Pattern.compile(
                "limpet_users_by_generation\\{generation=\"%s\"} ([0-9.E]+)".formatted(generation))
            .matcher(shop.metrics());
    return value.find() ? Double.parseDouble(value.group(1)) : 0;
  }

  private static JsonNode generation(JsonNode models, String id) {
    for (JsonNode model : models.get("generations")) {
      if (model.get("generation").asText().equals(id)) {
        return model;
      }
    }
    throw new AssertionError("no " + id + " in " + models);
  }

  private static String user(int number) {
    return "release-it-" + number;
  }

  private static String category(int user) {
    return SampleItems.CATEGORIES.get(user % SampleItems.CATEGORIES.size());
  }

  private static String prefix(int user) {
    return SampleItems.id(category(user), 0).split("-")[0];
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the load was on", e);
    }
  }
}
