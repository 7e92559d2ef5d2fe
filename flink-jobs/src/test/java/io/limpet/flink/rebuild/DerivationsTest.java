package io.limpet.flink.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpet.flink.LimpetJobs;
import java.util.List;
import org.junit.jupiter.api.Test;

class DerivationsTest {
  @Test
  void areOfJobsThatThereAreAndOfDifferentTopics() {
    assertThat(LimpetJobs.all())
        .containsAll(Derivations.all().stream().map(Derivation::job).toList());
    assertThat(Derivations.all().stream().flatMap(one -> one.topics().stream()))
        .extracting(DerivedTopic::topic)
        .doesNotHaveDuplicates();
  }

  @Test
  void areFoundByTheNamesOfTheirJobsEachOnce() {
    assertThat(Derivations.named(List.of("surveys", "user-vectors", "surveys")))
        .containsExactly(Derivations.USER_VECTORS, Derivations.SURVEYS);
  }

  @Test
  void saysWhatThereIsWhenThereIsNoneOfAName() {
    assertThatThrownBy(() -> Derivations.named(List.of("surveys", "labels")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("\"labels\" cannot be rebuilt; give some of user-vectors,item-signals,surveys");
  }
}
