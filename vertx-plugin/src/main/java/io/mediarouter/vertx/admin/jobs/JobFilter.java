package io.mediarouter.vertx.admin.jobs;

import io.mediarouter.batch.BatchJob;
import io.mediarouter.batch.JobState;
import io.mediarouter.request.ProblemException;
import io.mediarouter.vertx.admin.rest.Parameters;
import io.vertx.core.MultiMap;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which jobs are wanted.
 *
 * @param state only those in it; null = in any
 * @param batch only those that were ordered together under this name; null = all
 * @param asset only those whose asset's path starts so; empty = all
 * @param limit how many at most
 */
record JobFilter(@Nullable JobState state, @Nullable String batch, String asset, int limit) {
  static final Set<String> LIST = Set.of("asset", "batch", "limit", "state");
  static final Set<String> EVENTS = Set.of("asset", "batch");

  /**
   * Reads query parameters.
   *
   * @throws ProblemException with status 400 naming one that is unknown or not allowed
   */
  static JobFilter of(MultiMap query, Set<String> known) {
    for (String name : query.names()) {
      if (!known.contains(name)) {
        String names = String.join(", ", known.stream().sorted().toList());
        throw Parameters.invalid(name, String.valueOf(query.get(name)), names);
      }
    }
    String asset = query.get("asset");
    return new JobFilter(
        state(query.get("state")),
        query.get("batch"),
        asset == null ? "" : asset,
        Parameters.limit(query.get("limit")));
  }

  private static @Nullable JobState state(@Nullable String token) {
    if (token == null) {
      return null;
    }
    List<String> tokens = Arrays.stream(JobState.values()).map(JobState::token).toList();
    int index = tokens.indexOf(token);
    if (index < 0) {
      throw Parameters.invalid("state", token, String.join(", ", tokens));
    }
    return JobState.values()[index];
  }

  boolean accepts(BatchJob job) {
    return (state == null || job.state() == state)
        && (batch == null || batch.equals(job.terms().batch()))
        && job.asset().path().startsWith(asset);
  }
}
