package io.mediarouter.request;

import io.mediarouter.media.AssetId;
import io.mediarouter.media.InvalidParameterException;
import io.mediarouter.media.RenditionParameters;
import io.mediarouter.media.RenditionRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The reader of requests: tells media requests from others by the path's prefix, and brings them
 * into one canonical form, or refuses them with a {@link Problem}. Immutable and pure.
 */
public final class RequestClassifier implements MediaClassifier {
  /** Longest request target that is read, in characters; longer ones are refused. */
  public static final int LONGEST_TARGET = 8192;

  static final String PRESET = "preset";
  static final String TOLERANCE = "tolerance";

  /** Telemetry that players add to every URL (CTA-5004); says nothing about what is asked for. */
  static final String CMCD = "CMCD";

  /** What players that are steered add to what they ask for: it makes no difference. */
  private static final Set<String> STEERED =
      Set.of("_HLS_pathway", "_HLS_throughput", "_DASH_pathway", "_DASH_throughput");

  private final String prefix;
  private final Map<String, RenditionRequest> presets;
  private final UrgencyRule urgencyRule;
  private final QueryRule queryRule;
  private final ClientKey clientKey;

  /**
   * A classifier for the paths below a prefix.
   *
   * @param prefix such as {@code /media}: starts with a slash and does not end with one; empty =
   *     all paths are media
   * @param presets the renditions that requests may ask for by name
   * @param urgencyRule tells how urgent a request is
   */
  public RequestClassifier(
      String prefix, Map<String, RenditionRequest> presets, UrgencyRule urgencyRule) {
    this(prefix, presets, urgencyRule, QueryRule.NONE);
  }

  /**
   * The same where queries may have more than is ours.
   *
   * @param queryRule tells what becomes of that
   */
  public RequestClassifier(
      String prefix,
      Map<String, RenditionRequest> presets,
      UrgencyRule urgencyRule,
      QueryRule queryRule) {
    this(prefix, presets, urgencyRule, queryRule, ClientKey.ADDRESS);
  }

  /**
   * The same where clients are told apart by something else than their addresses.
   *
   * @param clientKey what that is
   */
  public RequestClassifier(
      String prefix,
      Map<String, RenditionRequest> presets,
      UrgencyRule urgencyRule,
      QueryRule queryRule,
      ClientKey clientKey) {
    if (!prefix.isEmpty() && (!prefix.startsWith("/") || prefix.endsWith("/"))) {
      throw new IllegalArgumentException(
          "prefix: \"" + prefix + "\" (expected: empty, or /name without a slash at its end)");
    }
    this.prefix = prefix;
    this.presets = Map.copyOf(presets);
    this.urgencyRule = urgencyRule;
    this.queryRule = queryRule;
    this.clientKey = clientKey;
  }

  @Override
  public Classification classify(RequestHead head) {
    if (!isMedia(prefix, head.path())) {
      return Classification.NOT_MEDIA;
    }
    try {
      return read(head);
    } catch (InvalidParameterException e) {
      return new Classification.Refused(Problem.of(e));
    } catch (ProblemException e) {
      return new Classification.Refused(e.problem());
    }
  }

  /** Whether requests for {@code path} are for media where these begin with {@code prefix}. */
  public static boolean isMedia(String prefix, String path) {
    return path.startsWith(prefix)
        && path.length() > prefix.length()
        && path.charAt(prefix.length()) == '/';
  }

  private Classification.Media read(RequestHead head) {
    requireMethod(head.method());
    requireLength(head);
    AssetId asset = CanonicalPath.assetOf(head.path().substring(prefix.length() + 1));
    QueryRule.Parts query = queryRule.split(head.query());
    Map<String, String> values = QueryParameters.parse(query.own());
    values.keySet().removeAll(STEERED);
    String client = clientKey.of(head, values);
    Urgency urgency = urgencyRule.of(head, values.remove(CMCD));
    Tolerance tolerance = tolerance(values.remove(TOLERANCE));
    var request =
        new MediaRequest(
            asset,
            values.isEmpty() ? null : named(values),
            values.get(PRESET),
            tolerance,
            ClientAbilities.of(head.header("Accept").orElse(null)),
            urgency.priority(),
            urgency.patience(),
            query.passed(),
            client);
    return urgency.next().isEmpty()
        ? new Classification.Media(request, List.of(), List.of())
        : new Classification.Media(
            request, announced(request, urgency.next()), announcedAsIs(request, urgency.next()));
  }

  private List<NextRequest> announced(MediaRequest request, List<String> hints) {
    return hints.stream().flatMap(hint -> announced(request, hint).stream()).toList();
  }

  private static List<AssetId> announcedAsIs(MediaRequest request, List<String> hints) {
    return request.wantsOriginal()
        ? hints.stream().flatMap(hint -> asIs(request.asset(), hint).stream()).toList()
        : List.of();
  }

  private static Optional<AssetId> asIs(AssetId current, String hint) {
    try {
      return NextObject.of(current, PercentDecoder.decode(hint))
          .filter(next -> next.query().isEmpty())
          .map(NextObject::asset);
    } catch (InvalidParameterException | ProblemException e) {
      return Optional.empty();
    }
  }

  /** What is announced is no more than a hint: one that cannot be read is none. */
  private Optional<NextRequest> announced(MediaRequest request, String hint) {
    RenditionRequest same = request.rendition();
    if (hint.isEmpty()) {
      return Optional.ofNullable(same).map(form -> new NextRequest(request.asset(), form));
    }
    try {
      return NextObject.of(request.asset(), PercentDecoder.decode(hint))
          .flatMap(next -> announced(next, same));
    } catch (InvalidParameterException | ProblemException e) {
      return Optional.empty();
    }
  }

  /** Players' libraries leave the query off, and mean the same form; an original is not made. */
  private Optional<NextRequest> announced(NextObject next, @Nullable RenditionRequest same) {
    Map<String, String> values = QueryParameters.parse(next.query());
    values.remove(CMCD);
    values.remove(TOLERANCE);
    RenditionRequest form = values.isEmpty() ? same : named(values);
    return Optional.ofNullable(form).map(each -> new NextRequest(next.asset(), each));
  }

  private static @Nullable Tolerance tolerance(@Nullable String value) {
    if (value == null) {
      return null;
    }
    for (Tolerance each : Tolerance.values()) {
      if (each.token().equals(value)) {
        return each;
      }
    }
    throw new InvalidParameterException(TOLERANCE, value, "exact, near, any");
  }

  private static void requireMethod(String method) {
    if (!method.equals("GET") && !method.equals("HEAD")) {
      throw new ProblemException(
          Problem.of(
              405, "Method not allowed", "Media is read with GET or HEAD, not " + method + "."));
    }
  }

  private static void requireLength(RequestHead head) {
    String query = head.query();
    int length = head.path().length() + (query == null ? 0 : query.length() + 1);
    if (length > LONGEST_TARGET) {
      throw new ProblemException(
          Problem.of(
              400,
              "URL too long",
              "The URL has " + length + " characters; allowed: at most " + LONGEST_TARGET + "."));
    }
  }

  /**
   * Reads a rendition from a query that may name a preset, such as {@code preset=360p&vb=600k}.
   *
   * @throws InvalidParameterException naming the parameter that is unknown or out of range
   * @throws ProblemException if the query is malformed
   */
  public RenditionRequest named(String query) {
    return named(QueryParameters.parse(query));
  }

  /**
   * Reads a rendition from parameters that may name a preset.
   *
   * @throws InvalidParameterException naming the parameter that is unknown or out of range
   */
  public RenditionRequest named(Map<String, String> values) {
    String preset = values.get(PRESET);
    if (preset == null) {
      return readParameters(values, RenditionRequest.DEFAULT);
    }
    RenditionRequest base = presets.get(preset);
    if (base == null) {
      throw new InvalidParameterException(
          PRESET, preset, String.join(", ", new TreeSet<>(presets.keySet())));
    }
    if (values.size() == 1) {
      return base;
    }
    Map<String, String> rest = new HashMap<>(values);
    rest.remove(PRESET);
    return readParameters(rest, base);
  }

  private RenditionRequest readParameters(Map<String, String> values, RenditionRequest base) {
    try {
      return RenditionParameters.read(values, base);
    } catch (InvalidParameterException e) {
      throw RenditionParameters.NAMES.contains(e.parameter())
          ? e
          : new InvalidParameterException(e.parameter(), e.value(), allowedNames());
    }
  }

  private static String allowedNames() {
    var names = new TreeSet<>(RenditionParameters.NAMES);
    names.add(PRESET);
    names.add(TOLERANCE);
    return "the parameters " + String.join(", ", names);
  }
}
