package io.mediarouter.harness.farm.fault;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The plan of all that a server does wrong at one time; what is absent it does right.
 *
 * <p>{@code path}, {@code method} and {@code share} say which requests the faults of heads, bodies
 * and uploads meet: all of them, but {@code /load} only if it begins with a given {@code path}.
 *
 * @param path start of the paths that are met, beginning with a slash
 * @param method the method that is met, such as {@code GET}
 * @param share part of these requests that is met, above 0 up to 1, evenly spread
 * @param delayMillis wait before the request is looked at, at least 0
 * @param refuse whether the connection is closed without an answer
 * @param crash whether the whole process halts before the answer's head
 * @param status an answer with this status and no body, 400..599
 * @param bytesPerSecond speed of a body, at least 1
 * @param stallAfterBytes bytes of the body after which nothing more comes, at least 0; 0: only the
 *     head comes
 * @param cutAfterBytes bytes of the body after which the connection is closed, at least 0
 * @param crashAfterBytes bytes of the body after which the whole process halts, at least 0
 * @param diskFull whether an upload is answered with 507
 * @param cutUploadAfterBytes bytes of an upload after which the connection is closed, at least 0
 * @param load a lie about the load
 * @param utilization the utilization that is reported, at least 0, whatever the true one is
 * @param encodingSpeed seconds of media that a new transcode takes in per second of time, above 0
 * @param poison ends of the names of sources whose transcodes fail
 * @param poisonAfterBytes bytes of output after which these break off, at least 0; absent: they are
 *     answered with 500
 */
public record FaultPlan(
    @Nullable String path,
    @Nullable String method,
    @Nullable Double share,
    @Nullable Long delayMillis,
    @JsonInclude(Include.NON_DEFAULT) boolean refuse,
    @JsonInclude(Include.NON_DEFAULT) boolean crash,
    @Nullable Integer status,
    @Nullable Long bytesPerSecond,
    @Nullable Long stallAfterBytes,
    @Nullable Long cutAfterBytes,
    @Nullable Long crashAfterBytes,
    @JsonInclude(Include.NON_DEFAULT) boolean diskFull,
    @Nullable Long cutUploadAfterBytes,
    @Nullable LoadLie load,
    @Nullable Double utilization,
    @Nullable Double encodingSpeed,
    @Nullable List<String> poison,
    @Nullable Long poisonAfterBytes) {
  /** A server without faults. */
  public static final FaultPlan NONE = FaultPlanJson.read("{}");

  public FaultPlan {
    require(path == null || path.startsWith("/"), "path", path, "a path that begins with /");
    require(method == null || method.matches("[A-Z]+"), "method", method, "a method such as GET");
    require(share == null || (share > 0 && share <= 1), "share", share, "above 0, at most 1");
    atLeast(0, "delayMillis", delayMillis);
    require(status == null || (status >= 400 && status <= 599), "status", status, "400..599");
    atLeast(1, "bytesPerSecond", bytesPerSecond);
    atLeast(0, "stallAfterBytes", stallAfterBytes);
    atLeast(0, "cutAfterBytes", cutAfterBytes);
    atLeast(0, "crashAfterBytes", crashAfterBytes);
    atLeast(0, "cutUploadAfterBytes", cutUploadAfterBytes);
    positive(utilization == null || utilization == 0 ? null : utilization, "utilization", ">= 0");
    positive(encodingSpeed, "encodingSpeed", "> 0");
    poison = poison == null ? null : checked(poison);
    atLeast(0, "poisonAfterBytes", poisonAfterBytes);
  }

  private static void require(boolean fine, String key, @Nullable Object value, String expected) {
    if (!fine) {
      throw new IllegalArgumentException(key + ": " + value + " (expected: " + expected + ")");
    }
  }

  private static void atLeast(long least, String key, @Nullable Long value) {
    require(value == null || value >= least, key, value, "a whole number >= " + least);
  }

  private static void positive(@Nullable Double value, String key, String expected) {
    require(
        value == null || (value > 0 && Double.isFinite(value)), key, value, "a number " + expected);
  }

  private static List<String> checked(List<String> names) {
    boolean fine = names.stream().allMatch(name -> name != null && !name.isBlank());
    require(fine, "poison", names, "a list of names of sources");
    return List.copyOf(names);
  }

  /** Whether requests of this method and path are among those that the faults meet. */
  boolean isAbout(String requestMethod, String requestPath) {
    return (method == null || method.equals(requestMethod))
        && (path == null ? !requestPath.equals(FaultFilter.LOAD) : requestPath.startsWith(path));
  }

  /** Whether transcodes of this source fail. */
  boolean poisons(@Nullable String source) {
    return source != null
        && Stream.ofNullable(poison).flatMap(List::stream).anyMatch(source::endsWith);
  }

  /** The part of requests that is met, above 0 up to 1. */
  double sharedBy() {
    return Objects.requireNonNullElse(share, 1.0);
  }

  /** Seconds of media that a transcode may take in per second of time; infinity: any number. */
  public double pace() {
    return Objects.requireNonNullElse(encodingSpeed, Double.POSITIVE_INFINITY);
  }
}
