package io.mediarouter.vertx.admin.servers;

import io.mediarouter.farm.ServerRole;
import io.mediarouter.health.MediaFailure;
import io.mediarouter.state.Row;
import io.mediarouter.vertx.admin.rest.AdminBasis;
import io.mediarouter.vertx.admin.rest.AdminResource;
import io.mediarouter.vertx.admin.rest.AdminRoutes;
import io.mediarouter.vertx.admin.rest.Answers;
import io.mediarouter.vertx.admin.rest.Audit;
import io.mediarouter.vertx.admin.rest.Parameters;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The resource of renditions that servers failed to make, and until when they are left alone.
 *
 * <p>Each proxy tells of what it has seen itself and can take back no more than that; whose word
 * still stands is answered, so that the operator can go there.
 */
public final class QuarantineResource implements AdminResource {
  private static final String ASSET = "asset";
  private static final String RENDITION = "rendition";
  private static final Set<String> FILTERS = Set.of(ASSET, RENDITION);

  private final AdminBasis basis;

  public QuarantineResource(AdminBasis basis) {
    this.basis = basis;
  }

  @Override
  public void addTo(AdminRoutes routes) {
    routes.at("/quarantine").read(this::list).delete(this::lift);
  }

  private void list(RoutingContext context) {
    requireFilters(context);
    Answers.json(context, 200, json(filter(context)));
  }

  /** Takes back what this proxy has seen; without an asset that would be everything. */
  private void lift(RoutingContext context) {
    requireFilters(context);
    String asset = context.request().getParam(ASSET);
    if (asset == null) {
      throw Parameters.invalid(ASSET, "", "the path of a source, such as films/clip.mp4");
    }
    Predicate<Row<MediaFailure>> those = filter(context);
    List<Row<MediaFailure>> own =
        rows().stream().filter(those).filter(row -> row.owner().equals(self())).toList();
    own.forEach(row -> basis.state().mediaFailures().remove(row.key()));
    own.forEach(row -> Audit.note(context, "quarantine", shown(row.value()), "lifted", ""));
    Answers.json(context, 200, json(those).put("lifted", own.size()));
  }

  private static String shown(MediaFailure failure) {
    return failure.asset().path() + ' ' + failure.renditionKey();
  }

  private static void requireFilters(RoutingContext context) {
    for (String name : context.queryParams().names()) {
      if (!FILTERS.contains(name)) {
        throw Parameters.invalid(
            name, String.valueOf(context.queryParams().get(name)), "asset, rendition");
      }
    }
  }

  private static Predicate<Row<MediaFailure>> filter(RoutingContext context) {
    String asset = context.request().getParam(ASSET);
    String rendition = context.request().getParam(RENDITION);
    return row ->
        isOrAny(asset, row.value().asset().path())
            && isOrAny(rendition, row.value().renditionKey());
  }

  private static boolean isOrAny(@Nullable String asked, String value) {
    return asked == null || asked.equals(value);
  }

  private JsonObject json(Predicate<Row<MediaFailure>> those) {
    var byRendition = new TreeMap<String, List<Row<MediaFailure>>>();
    byRendition.putAll(
        rows().stream().filter(those).collect(Collectors.groupingBy(row -> row.value().key())));
    var renditions = new JsonArray();
    byRendition.values().forEach(rows -> renditions.add(rendition(rows)));
    return new JsonObject().put("renditions", renditions);
  }

  private JsonObject rendition(List<Row<MediaFailure>> rows) {
    List<MediaFailure> failures = rows.stream().map(Row::value).toList();
    MediaFailure first = failures.get(0);
    Optional<Instant> until =
        basis.config().get().resilience().quarantine().until(failures, transcoders(), basis.now());
    return new JsonObject()
        .put("asset", first.asset().path())
        .put("source_version", first.sourceVersion())
        .put("rendition", first.renditionKey())
        .put("refused_until", until.map(Answers::moment).orElse(null))
        .put("failures", failures.stream().mapToInt(MediaFailure::times).sum())
        .put("refusal", refusal(failures))
        .put("servers", servers(failures))
        .put("seen_by", seenBy(rows));
  }

  private static @Nullable String refusal(List<MediaFailure> failures) {
    return failures.stream()
        .map(MediaFailure::verdict)
        .filter(Objects::nonNull)
        .map(verdict -> verdict.status() + " " + verdict.cause())
        .findFirst()
        .orElse(null);
  }

  private int transcoders() {
    return basis.view().get().withRole(ServerRole.TRANSCODING).size();
  }

  private static JsonArray servers(List<MediaFailure> failures) {
    return new JsonArray(
        failures.stream().flatMap(each -> each.serverIds().stream()).distinct().sorted().toList());
  }

  private static JsonObject seenBy(List<Row<MediaFailure>> rows) {
    Map<String, Integer> times = new TreeMap<>();
    rows.forEach(row -> times.put(row.owner(), row.value().times()));
    var seenBy = new JsonObject();
    times.forEach(seenBy::put);
    return seenBy;
  }

  private Collection<Row<MediaFailure>> rows() {
    return basis.state().mediaFailures().rows();
  }

  private String self() {
    return basis.state().self();
  }
}
