package io.limpet.trainer.read;

import io.limpet.lake.files.BadRows;
import io.limpet.lake.files.User;
import io.limpet.lake.files.UserFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is known of users beside what they did, as tokens. A number becomes a token, too: which
 * tenth of the users has such a one, by the nine numbers that part them.
 *
 * @param byUser tokens by user number; none where nothing is known, and of users beyond the list
 * @param known of how many users of the interactions something is known
 */
public record UserAttributes(List<List<String>> byUser, int known) {
  /** Nothing is known of anybody. */
  public static final UserAttributes NONE = new UserAttributes(List.of(), 0);

  private static final int PARTS = 10;
  private static final double[] NO_BOUNDS = {};

  public UserAttributes {
    byUser = List.copyOf(byUser);
  }

  /**
   * Reads a file of users.
   *
   * @param rows whose users are meant
   * @param badRows is told of the lines that are left out
   * @throws io.limpet.lake.files.BadInputException when it cannot be used
   */
  public static UserAttributes read(Path file, Interactions rows, BadRows badRows) {
    List<User> users = new ArrayList<>();
    try (UserFile lines = UserFile.open(file, badRows)) {
      lines.forEachRemaining(users::add);
    }
    return of(users, rows);
  }

  /** Of two users with the same id the later one counts. */
  static UserAttributes of(List<User> users, Interactions rows) {
    Map<String, User> byId = new HashMap<>();
    users.forEach(user -> byId.put(user.userId(), user));
    List<User> known = rows.userIds().stream().filter(byId::containsKey).map(byId::get).toList();
    Map<String, double[]> bounds = bounds(known);
    List<List<String>> byUser = new ArrayList<>();
    for (String id : rows.userIds()) {
      User user = byId.get(id);
      byUser.add(user == null ? List.of() : tokens(user, bounds));
    }
    return new UserAttributes(byUser, known.size());
  }

  private static List<String> tokens(User user, Map<String, double[]> bounds) {
    Set<String> tokens = new LinkedHashSet<>(user.tokens());
    new TreeMap<>(user.numbers())
        .forEach(
            (name, value) ->
                tokens.add(name + "#" + part(value, bounds.getOrDefault(name, NO_BOUNDS))));
    return List.copyOf(tokens);
  }

  private static int part(double value, double[] bounds) {
    int part = 0;
    while (part < bounds.length && value >= bounds[part]) {
      part++;
    }
    return part;
  }

  /** By name the numbers at which a tenth begins; equal numbers are in one part. */
  private static Map<String, double[]> bounds(List<User> users) {
    Map<String, List<Double>> values = new HashMap<>();
    users.forEach(
        user ->
            user.numbers()
                .forEach(
                    (name, value) ->
                        values.computeIfAbsent(name, any -> new ArrayList<>()).add(value)));
    Map<String, double[]> bounds = new HashMap<>();
    values.forEach(
        (name, all) -> {
          double[] sorted = all.stream().mapToDouble(Double::doubleValue).sorted().toArray();
          double[] of = new double[PARTS - 1];
          for (int part = 1; part < PARTS; part++) {
            of[part - 1] = sorted[(int) ((long) part * sorted.length / PARTS)];
          }
          bounds.put(name, Arrays.stream(of).distinct().toArray());
        });
    return bounds;
  }

  /** The tokens of a user, by number. */
  public List<String> of(int user) {
    return user < byUser.size() ? byUser.get(user) : List.of();
  }
}
