package io.limpet.trainer.cli;

import static io.limpet.trainer.cli.Outcome.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.generation.Generation;
import io.limpet.core.generation.Registry;
import io.limpet.trainer.Clusters;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code evaluate} from the command line. */
class EvaluateCommandTest {
  @TempDir static Path directory;
  private static Path good;

  @BeforeAll
  static void writeData() throws Exception {
    good = Outcome.goodFile(directory);
  }

  @Test
  void evaluatesModelsSideBySide() {
    Path out = directory.resolve("report");

    Outcome outcome =
        run(
            "evaluate",
            "--interactions",
            good.toString(),
            "--protocol",
            "leave-one-out",
            "--model",
            "popularity",
            "item-knn",
            "--out",
            out.toString());

    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.out())
        .contains(
            "No refit",
            "test, fresh",
            "item-knn",
            "popularity",
            "95 % interval",
            "difference to item-knn",
            "by interactions in the history",
            "by interactions with the answer in training",
            "head_share@10");
    assertThat(out.resolve("metrics.json"))
        .content()
        .contains("\"ndcg@10\"", "\"intervals\"", "\"differences\"", "\"cohorts\"");
    assertThat(out.resolve("recommendations.csv"))
        .content()
        .startsWith("user_id,rank,item_id,score\nuser-")
        .contains("\nuser-118,20,item-");
  }

  @Test
  void saysHowWellRatingsAreGuessed() {
    Path out = directory.resolve("rated");

    Outcome outcome =
        run(
            "evaluate",
            "--interactions",
            good.toString(),
            "--protocol",
            "leave-one-out",
            "--model",
            "popularity",
            "mf",
            "--out",
            out.toString());

    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.out())
        .containsPattern("RMSE, ratings held out +model +mean \\+ biases +mean")
        .containsPattern("mf +[0-9.]+ +[0-9.]+ +[0-9.]+  [0-9]+ strengths, log2");
    assertThat(out.resolve("metrics.json"))
        .content()
        .containsOnlyOnce("\"held_out_ratings\"")
        .containsPattern("\"rmse\" : [0-9.]+,")
        .contains("\"rmse_of_mean_and_biases\"", "\"rmse_of_mean\"");
    assertThat(out.resolve("report.html")).content().contains("RMSE");
  }

  @Test
  void drawsAPageThatNeedsNothingElse() throws Exception {
    Path out = directory.resolve("page");

    Outcome outcome =
        run(
            "evaluate",
            "--interactions",
            good.toString(),
            "--protocol",
            "leave-one-out",
            "--model",
            "item-knn",
            "pooled",
            "--seeds",
            "1,2",
            "--keep",
            directory.resolve("kept").toString(),
            "--out",
            out.toString());

    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.out()).contains("seed 1", "seed 2", "standard deviation");
    String html = Files.readString(out.resolve("report.html"));
    assertThat(html)
        .contains("pooled", "prefers-color-scheme: dark", "<polyline", "Seeds: 1, 2")
        .contains("By interactions in the history", "against item-knn", "by epoch")
        .contains("Nearest neighbours of sample items", "item-1")
        .doesNotContain("http:", "https:", "<script", "<link", "<img", "@import", "url(", "NaN");
    assertThat(html.split("<svg", -1).length).isEqualTo(html.split("</svg>", -1).length);
    keptWhatAnswered(directory.resolve("kept"));
  }

  /** One generation a part, with the first seed, of the model that can be served. */
  private static void keptWhatAnswered(Path kept) {
    assertThat(kept.resolve("item-knn")).doesNotExist();
    for (String part : List.of("validation", "test")) {
      Registry registry = new Registry(kept.resolve("pooled").resolve(part));
      assertThat(registry.list()).as(part).hasSize(1);
      Generation generation = registry.open(registry.list().getFirst());
      assertThat(generation.manifest().training().seed()).as(part).isEqualTo(1);
      assertThat(generation.manifest().parameters()).containsEntry("model", "pooled");
      assertThat(generation.manifest().metrics().keySet()).containsExactly(part);
      assertThat(generation.items().size()).as(part).isPositive();
    }
  }

  @Test
  void learnsFromUsersAndVectorsThatCameAlong() throws Exception {
    Path users = directory.resolve("users.jsonl");
    Files.writeString(
        users,
        """
        {"user_id":"user-3","attributes":{"age":34,"country":"DE"}}
        {"user_id":"","attributes":{}}
        {"user_id":"user-4","attributes":["vip"]}
        """);
    Path vectors = directory.resolve("vectors.jsonl");
    StringBuilder rows = new StringBuilder();
    for (int item = 0; item < Clusters.ITEMS; item++) {
      rows.append(
          "{\"item_id\":\"item-%d\",\"vector\":[%d,%d,1]}%n"
              .formatted(item, item % 2, item % Clusters.GROUPS));
    }
    Files.writeString(vectors, rows);
    String[] options = {
      "--model", "ncf", "content", "--users", "" + users, "--item-vectors", "" + vectors
    };

    Outcome strict = evaluate(options);
    Outcome outcome =
        evaluate(
            Stream.concat(Stream.of(options), Stream.of("--max-bad-rows", "1"))
                .toArray(String[]::new));

    assertThat(strict.code()).isEqualTo(2);
    assertThat(strict.err()).contains("users.jsonl, line 2: user_id is empty");
    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.err())
        .contains("bad rows left out for their user_id: 1")
        .contains("attributes of 2 of 120 users", "vectors of 60 of 60 items");
  }

  @Test
  void refusesFeaturesThatNobodyLooksAtOrThatAreOfOthers() throws Exception {
    Path users = directory.resolve("others.jsonl");
    Files.writeString(users, "{\"user_id\":\"nobody\"}");

    assertThat(evaluate("--users", "" + users).err())
        .contains("--users is for ncf, which is not among the models; add it to --model");
    assertThat(evaluate("--item-vectors", "" + users).err())
        .contains(
            "--item-vectors is for models that learn from what items say, and popularity is none");
    assertThat(evaluate("--model", "ncf", "--users", "" + users))
        .satisfies(it -> assertThat(it.code()).isEqualTo(2))
        .satisfies(it -> assertThat(it.err()).contains("others.jsonl has no user of the interac"));
  }

  @Test
  void asksForItemsThatWereTakenOut() {
    Outcome outcome =
        run(
            "evaluate",
            "--interactions",
            good.toString(),
            "--protocol",
            "leave-one-out",
            "--model",
            "popularity",
            "--cold-items",
            "0.2");

    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.out())
        .contains("test, fresh", "test, cold", "popularity-informed", "have a Recall@20 of")
        .doesNotContain("validation, cold");
  }

  @Test
  void comparesAModelThatIsNamedTwiceOnce() {
    Outcome outcome = evaluate("--model", "popularity", "--answers", "fresh");

    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.err().split("popularity, test: ndcg@10", -1)).hasSize(2);
  }

  @Test
  void filtersHistoryByOption() {
    assertThat(evaluate("--filter-history", "on").out()).contains("test, fresh");
    assertThat(evaluate("--filter-history", "off").out())
        .contains("test, all")
        .doesNotContain("test, fresh");
  }

  @Test
  void learnsAgainForTheTestByOption() {
    assertThat(evaluate("--refit").out()).contains("With refit");
    assertThat(evaluate("--no-refit").out()).contains("No refit");
    assertThat(evaluate().out()).as("temporal").contains("With refit");
    assertThat(evaluate("--protocol", "leave-one-out", "--refit").out()).contains("With refit");
  }

  private static Outcome evaluate(String... options) {
    List<String> all = new ArrayList<>(List.of("evaluate", "--interactions", good.toString()));
    all.addAll(List.of(options));
    if (!all.contains("--model")) {
      all.addAll(List.of("--model", "popularity"));
    }
    return run(all.toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource({
    "'--filter-history;maybe', '--filter-history is \"maybe\"; give on or off'",
    "'--filter-history;on;--answers;all', not both",
    "'--cold-items;1.5', --cold-items is 1.5; give a share above 0 and below 1",
    "'--cold-items;0.1;--answers;fresh', leave out --answers",
    "'--cold-items;0.000001', give a larger share",
    "'--seeds;1,1', '--seeds is [1, 1]; give each seed once'",
    "'--seeds;one', one",
    "'--answers;some', '--answers is \"some\"'",
  })
  void refusesOptionsThatMakeNoSense(String options, String expected) {
    Outcome outcome = evaluate(options.split(";"));

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains(expected);
  }
}
