package io.limpet.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class SentenceEncoderTest {
  private static final SentenceEncoder ENCODER = new SentenceEncoder(TextModel.MINILM, 2);

  @AfterAll
  static void close() {
    ENCODER.close();
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  @Test
  void givesVectorsOfLengthOne() {
    float[] vector = ENCODER.encode("JUMBO BAG RED RETROSPOT");

    assertThat(vector).hasSize(ENCODER.dimensions());
    assertThat(dot(vector, vector)).isCloseTo(1, within(1e-5));
  }

  @Test
  void givesZerosForEmptyText() {
    assertThat(ENCODER.encode(List.of("", " \n")))
        .allSatisfy(vector -> assertThat(dot(vector, vector)).isZero());
  }

  @Test
  void findsWhatMeansTheSameAlike() {
    float[] mug = ENCODER.encode("red coffee mug");
    float[] cup = ENCODER.encode("cup for tea, crimson");
    float[] tent = ENCODER.encode("camping tent for four persons");

    assertThat(dot(mug, cup)).isGreaterThan(dot(mug, tent) + 0.1);
  }

  @Test
  void findsWhatAChineseQueryMeans() {
    List<String> titles = List.of("陶瓷马克杯", "四人露营帐篷", "无线蓝牙耳机", "不锈钢保温壶");
    try (var encoder = new SentenceEncoder(TextModel.BGE_SMALL_ZH)) {
      List<float[]> texts = encoder.encode(titles);

      assertThat(nearest(encoder.encodeQuery("喝咖啡用的杯子"), texts)).isEqualTo(0);
      assertThat(nearest(encoder.encodeQuery("户外睡觉"), texts)).isEqualTo(1);
      assertThat(nearest(encoder.encodeQuery("听音乐"), texts)).isEqualTo(2);
    }
  }

  private static int nearest(float[] query, List<float[]> texts) {
    int best = 0;
    for (int i = 1; i < texts.size(); i++) {
      if (dot(query, texts.get(i)) > dot(query, texts.get(best))) {
        best = i;
      }
    }
    return best;
  }

  @Test
  void givesATextTheSameVectorInAnyCompany() {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      texts.add("text number " + i + " of various lengths".repeat(i % 5));
    }
    List<float[]> together = ENCODER.encode(texts);
    for (int i = 0; i < texts.size(); i += 13) {
      assertThat(together.get(i)).isEqualTo(ENCODER.encode(texts.get(i)));
    }
  }

  @Test
  void tellsItsProgress() {
    List<Integer> seen = Collections.synchronizedList(new ArrayList<>());

    ENCODER.encode(List.of("a", "b", "c", ""), seen::add);

    assertThat(seen).containsExactlyInAnyOrder(1, 2, 3, 4);
  }

  @Test
  void readsOnlyTheBeginningOfAVeryLongText() {
    String head = "red mug ".repeat(100);

    assertThat(ENCODER.encode(head + "tent ".repeat(100_000))).isEqualTo(ENCODER.encode(head));
  }
}
