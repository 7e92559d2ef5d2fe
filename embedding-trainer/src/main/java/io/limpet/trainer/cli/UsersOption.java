package io.limpet.trainer.cli;

import io.limpet.lake.files.BadRows;
import io.limpet.trainer.progress.Progress;
import io.limpet.trainer.read.Interactions;
import io.limpet.trainer.read.UserAttributes;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is known of users beside interactions. */
final class UsersOption {
  @Option(
      names = "--users",
      paramLabel = "FILE",
      description =
          "JSONL: user_id and attributes, a map or a list of texts; gzip is understood. ncf learns from them.")
  @Nullable Path file;

  /** Refuses a file that none of these models looks at. */
  void check(Set<String> models) {
    if (file != null && !models.contains("ncf")) {
      throw new UsageException(
          "--users is for ncf, which is not among the models; add it to --model");
    }
  }

  UserAttributes read(Interactions rows, long maxBadRows, Progress progress) {
    if (file == null) {
      return UserAttributes.NONE;
    }
    BadRows bad = DataOptions.badRows(maxBadRows);
    UserAttributes read = UserAttributes.read(file, rows, bad);
    bad.summary().forEach(progress::say);
    if (read.known() == 0) {
      throw new UsageException(
          file.getFileName() + " has no user of the interactions; give the same user_id in both");
    }
    progress.say("attributes of %,d of %,d users".formatted(read.known(), rows.userIds().size()));
    return read;
  }
}
