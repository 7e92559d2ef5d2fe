package io.limpet.search.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.profile.UserProfile;
import io.limpet.core.vector.UserVector;
import io.limpet.search.filter.ItemFilter;
import io.limpet.search.index.Acceptable;
import io.limpet.search.rule.Ruling;
import io.limpet.search.state.ItemIds;
import io.limpet.search.state.UserStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FirstAnswersTest {
  private static final PipelineResult RESULT =
      new PipelineResult(List.of(), List.of(), List.of(), List.of(), new float[0], 0);

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final UserStore users = new UserStore(new ItemIds());
  private long now = 1_000_000;
  private final FirstAnswers answers = new FirstAnswers(registry, () -> now);

  @BeforeEach
  void start() {
    answers.start(users);
  }

  @Test
  void measuresFromTheEventToTheFirstAnswerThatUsedIt() {
    arrives("ann", now);
    now += 40;
    asks("ann");
    asks("ann");
    assertThat(count()).isEqualTo(1);
    assertThat(millis()).isEqualTo(40);
  }

  @Test
  void waitsForTheNextAnswerWhenTheVectorCameWhileOneWasMade() {
    arrives("ann", now);
    float[] old = vector("ann");
    arrives("ann", now + 10);
    answers.after(query("ann", old), RESULT);
    assertThat(count()).isZero();
    now += 30;
    asks("ann");
    assertThat(millis()).isEqualTo(20);
  }

  @Test
  void leavesOutTheSameEventInAnotherGenerationAndAnswersWithoutAVector() {
    arrives("ann", now);
    asks("ann");
    users.take("ann", user("ann", "g2", now));
    asks("ann");
    arrives("bob", now);
    answers.after(query("bob", null), RESULT);
    answers.after(query(null, null), RESULT);
    assertThat(count()).isEqualTo(1);
  }

  @Test
  void leavesOutAPauseOfTheVisitorButNotALateVector() {
    arrives("ann", now);
    now += 60_001;
    asks("ann");
    assertThat(count()).isZero();
    arrives("bob", now - 90_000);
    asks("bob");
    assertThat(millis()).isEqualTo(90_000);
  }

  @Test
  void forgetsWhoDoesNotAsk() {
    arrives("ann", now);
    now += 60_001;
    arrives("bob", now);
    answers.sweep();
    assertThat(answers.waiting()).isEqualTo(1);
    now += 60_001;
    answers.sweep();
    assertThat(answers.waiting()).isZero();
  }

  private void arrives(String visitor, long eventMillis) {
    users.take(visitor, user(visitor, "g1", eventMillis));
  }

  private static UserVector user(String visitor, String generation, long eventMillis) {
    return new UserVector(
        visitor, generation, new float[] {1, 0}, UserProfile.empty(), eventMillis, "e");
  }

  private float[] vector(String visitor) {
    return users.either(visitor, null).vector();
  }

  private void asks(String visitor) {
    answers.after(query(visitor, vector(visitor)), RESULT);
  }

  private long count() {
    return registry.get("limpet_event_to_answer").timer().count();
  }

  private double millis() {
    return registry.get("limpet_event_to_answer").timer().totalTime(TimeUnit.MILLISECONDS);
  }

  private static Query query(@Nullable String visitor, float @Nullable [] vector) {
    return new Query(
        "r",
        visitor,
        Queries.home(""),
        List.of(),
        Set.of(),
        -1,
        Place.UNKNOWN,
        new Ruling(List.of()),
        Map.of(),
        10,
        ItemFilter.ALL,
        Set.of(),
        Acceptable.ALL,
        null,
        vector,
        Queries.NOW,
        false);
  }
}
