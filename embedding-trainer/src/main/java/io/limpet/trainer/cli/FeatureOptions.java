package io.limpet.trainer.cli;

import io.limpet.lake.files.BadRows;
import io.limpet.trainer.progress.Progress;
import io.limpet.trainer.read.Interactions;
import io.limpet.trainer.read.SuppliedVectors;
import io.limpet.trainer.read.UserAttributes;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is known of users and items beside interactions and catalogue. */
final class FeatureOptions {
  @Option(
      names = "--users",
      paramLabel = "FILE",
      description =
          "JSONL: user_id and attributes, a map or a list of texts; gzip is understood. ncf learns from them.")
  @Nullable Path users;

  @Option(
      names = "--item-vectors",
      paramLabel = "FILE",
      description =
          "JSONL: item_id and vector, of pictures for one, all of one length; gzip is understood. content learns from them.")
  @Nullable Path itemVectors;

  /** Refuses a file that none of these models looks at. */
  void check(Set<String> models) {
    requireOne(users, "--users", "ncf", models);
    requireOne(itemVectors, "--item-vectors", "content", models);
  }

  private static void requireOne(
      @Nullable Path file, String option, String model, Set<String> models) {
    if (file != null && !models.contains(model)) {
      throw new UsageException(
          "%s is for %s, which is not among the models; add it to --model"
              .formatted(option, model));
    }
  }

  UserAttributes users(Interactions rows, long maxBadRows, Progress progress) {
    if (users == null) {
      return UserAttributes.NONE;
    }
    BadRows bad = DataOptions.badRows(maxBadRows);
    UserAttributes read = UserAttributes.read(users, rows, bad);
    bad.summary().forEach(progress::say);
    if (read.known() == 0) {
      throw new UsageException(
          users.getFileName() + " has no user of the interactions; give the same user_id in both");
    }
    progress.say("attributes of %,d of %,d users".formatted(read.known(), rows.userIds().size()));
    return read;
  }

  SuppliedVectors itemVectors(Interactions rows, long maxBadRows, Progress progress) {
    if (itemVectors == null) {
      return SuppliedVectors.NONE;
    }
    BadRows bad = DataOptions.badRows(maxBadRows);
    SuppliedVectors read = SuppliedVectors.read(itemVectors, rows.itemIds(), bad);
    bad.summary().forEach(progress::say);
    if (read.known() == 0) {
      throw new UsageException(
          itemVectors.getFileName()
              + " has no item of the interactions or the catalogue; give the same item_id in both");
    }
    progress.say("vectors of %,d of %,d items".formatted(read.known(), rows.items()));
    return read;
  }
}
