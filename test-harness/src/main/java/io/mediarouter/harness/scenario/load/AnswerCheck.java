package io.mediarouter.harness.scenario.load;

import io.mediarouter.Sha256;
import io.mediarouter.harness.client.Answer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells whether a complete answer is right, from what was asked and what is known. Immutable. */
final class AnswerCheck {
  static final int BUSY = 503;
  static final String ON_DEMAND = "on-demand";

  private static final String NO_OPTION = "none";
  private static final Pattern DETAIL = Pattern.compile("; detail=\"?([a-z-]+)");

  private final KnownBodies known;

  AnswerCheck(KnownBodies known) {
    this.known = known;
  }

  /** The publishing option that an answer names, such as {@code exact-cached}. */
  static String option(Answer answer) {
    return option(answer.header("cache-status"));
  }

  /** As {@link #option(Answer)}, of its {@code Cache-Status} alone. */
  static String option(String cacheStatus) {
    Matcher detail = DETAIL.matcher(cacheStatus);
    return detail.find() ? detail.group(1) : NO_OPTION;
  }

  /** What is wrong with an answer. */
  Optional<String> complaint(MixedRequest request, Answer answer) {
    return Optional.ofNullable(answer.status() == BUSY ? ofBusy(answer) : ofMedia(request, answer));
  }

  private static @Nullable String ofBusy(Answer answer) {
    return answer.header("retry-after").isEmpty() ? "503 without Retry-After" : null;
  }

  private @Nullable String ofMedia(MixedRequest request, Answer answer) {
    boolean part = answer.status() == 206 && request.isRange();
    if (answer.status() != 200 && !part) {
      return "status " + answer.status();
    }
    if (answer.body().length == 0) {
      return "an empty body";
    }
    String announced = answer.header("content-length");
    if (!announced.isEmpty() && Long.parseLong(announced) != answer.body().length) {
      return announced + " bytes announced, " + answer.body().length + " came";
    }
    return part ? ofPart(request, answer) : ofWhole(request, answer);
  }

  private @Nullable String ofPart(MixedRequest request, Answer answer) {
    byte[] whole = expected(request, answer);
    if (whole == null || request.first() == null || request.last() == null) {
      return null;
    }
    String range = "bytes " + request.first() + "-" + request.last() + "/" + whole.length;
    if (!answer.header("content-range").equals(range)) {
      return "Content-Range " + answer.header("content-range") + " (expected: " + range + ")";
    }
    byte[] part = Arrays.copyOfRange(whole, request.first(), request.last() + 1);
    return Arrays.equals(part, answer.body()) ? null : "a part with other bytes than before";
  }

  private @Nullable String ofWhole(MixedRequest request, Answer answer) {
    byte[] whole = expected(request, answer);
    if (whole != null && !Arrays.equals(whole, answer.body())) {
      return "a body with other bytes than before";
    }
    String digest = answer.header("repr-digest");
    return digest.isEmpty() || digest.equals(digestOf(answer.body()))
        ? null
        : "a body with other bytes than its Repr-Digest tells";
  }

  private static String digestOf(byte[] body) {
    return "sha-256=:" + Base64.getEncoder().encodeToString(Sha256.of(body)) + ":";
  }

  /** The only body that there may be; null: nobody knows. */
  private byte @Nullable [] expected(MixedRequest request, Answer answer) {
    return switch (option(answer)) {
      case "exact-cached" -> known.find(request.target(), answer.header("etag")).orElse(null);
      case "pass-through" -> known.find(request.asset(), answer.header("etag")).orElse(null);
      default -> null;
    };
  }
}
