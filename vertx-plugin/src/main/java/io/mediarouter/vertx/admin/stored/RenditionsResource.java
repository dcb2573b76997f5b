package io.mediarouter.vertx.admin.stored;

import io.mediarouter.estimate.HistoryEstimator;
import io.mediarouter.estimate.Task;
import io.mediarouter.farm.AssetEntry;
import io.mediarouter.farm.StoredRendition;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.RenditionRequest;
import io.mediarouter.store.RenditionFilter;
import io.mediarouter.stream.SegmentIndex;
import io.mediarouter.vertx.admin.rest.AdminBasis;
import io.mediarouter.vertx.admin.rest.AdminResource;
import io.mediarouter.vertx.admin.rest.AdminRoutes;
import io.mediarouter.vertx.admin.rest.Answers;
import io.mediarouter.vertx.admin.rest.Audit;
import io.mediarouter.vertx.admin.rest.Entries;
import io.mediarouter.vertx.admin.rest.Parameters;
import io.mediarouter.vertx.batch.BackgroundOrders;
import io.mediarouter.vertx.source.SourceCatalog;
import io.mediarouter.vertx.store.FoundRendition;
import io.mediarouter.vertx.store.Purge;
import io.mediarouter.vertx.store.Purges;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The resource of what is stored: listed, taken down, and made anew. */
public final class RenditionsResource implements AdminResource {
  private static final Set<String> FILTERS = Set.of("asset", "prefix", "preset", "server", "tag");
  private static final Set<String> LIST = with(FILTERS, "limit", "after");
  private static final Set<String> PURGE = with(FILTERS, "soft", "dryRun");
  private static final Set<String> REFRESH = with(FILTERS, "dryRun");

  private final AdminBasis basis;
  private final Entries entries;
  private final Purges purges;
  private final HistoryEstimator estimator;
  private final SourceCatalog catalog;
  private final BackgroundOrders backgroundOrders;

  /**
   * The renditions.
   *
   * @param purges lists what is stored, and takes it down
   * @param estimator tells what it cost to make
   * @param catalog looks at sources anew
   * @param backgroundOrders orders what is to be made anew
   */
  public RenditionsResource(
      AdminBasis basis,
      Purges purges,
      HistoryEstimator estimator,
      SourceCatalog catalog,
      BackgroundOrders backgroundOrders) {
    this.basis = basis;
    this.entries = basis.entries();
    this.purges = purges;
    this.estimator = estimator;
    this.catalog = catalog;
    this.backgroundOrders = backgroundOrders;
  }

  @Override
  public void addTo(AdminRoutes routes) {
    routes.at("/renditions").read(this::list).delete(this::purge);
    routes.at("/renditions/refresh").operate(this::refresh);
  }

  private static Set<String> with(Set<String> names, String... more) {
    var all = new TreeSet<>(names);
    all.addAll(List.of(more));
    return all;
  }

  private void list(RoutingContext context) {
    MultiMap query = known(context, LIST);
    String after = query.contains("after") ? query.get("after") : "";
    int limit = Parameters.limit(query.get("limit"));
    entries
        .here(purges.list(filter(query), after, limit))
        .onSuccess(found -> Answers.json(context, 200, page(found, limit)))
        .onFailure(context::fail);
  }

  private JsonObject page(List<FoundRendition> found, int limit) {
    var renditions = new JsonArray();
    found.forEach(each -> renditions.add(json(each)));
    boolean more = found.size() >= limit;
    return new JsonObject()
        .put("renditions", renditions)
        .put("next", more ? found.get(found.size() - 1).entry().asset().path() : null)
        .put("files_to_remove", purges.pending());
  }

  private JsonObject json(FoundRendition each) {
    StoredRendition stored = each.stored();
    Instant now = basis.now();
    double cost = coreSeconds(each.entry(), stored);
    var usage = stored.usage();
    return new JsonObject()
        .put("asset", each.entry().asset().path())
        .put("key", stored.rendition().key())
        .put("current", each.entry().isCurrent(stored))
        .put("tags", new JsonArray(List.copyOf(each.tags())))
        .put("bytes", stored.bytes())
        .put("servers", new JsonArray(stored.serverIds()))
        .put("stored_at", Answers.moment(stored.storedAt()))
        .put("age_seconds", Math.max(0, Duration.between(stored.storedAt(), now).toSeconds()))
        .put("hits", usage.hits())
        .put("last_use", usage.isKnown() ? Answers.moment(usage.at()) : null)
        .put("core_seconds", rounded(cost))
        .put("core_seconds_saved", rounded(cost * usage.hits()));
  }

  private double coreSeconds(AssetEntry entry, StoredRendition stored) {
    var task = new Task(entry.asset(), entry.source(), stored.rendition(), stored.speed());
    return estimator.estimate(task).average().workCoreSeconds();
  }

  private static double rounded(double value) {
    return Math.round(value * 1000) / 1000.0;
  }

  /** Takes down what is meant; without a word of what that is, nothing is. */
  private void purge(RoutingContext context) {
    MultiMap query = known(context, PURGE);
    RenditionFilter filter = named(query);
    boolean soft = flag(query, "soft");
    if (soft && filter.serverId() != null) {
      throw Parameters.invalid(
          "soft", "true", "no server beside it: all copies of a rendition are one");
    }
    Purges.Mode mode = mode(flag(query, "dryRun"), soft);
    entries
        .here(purges.purge(filter, mode))
        .onSuccess(purge -> note(context, "purged", mode, purge))
        .onSuccess(purge -> Answers.json(context, 200, json(purge, mode, soft)))
        .onFailure(context::fail);
  }

  private static Purges.Mode mode(boolean dryRun, boolean soft) {
    if (dryRun) {
      return Purges.Mode.DRY_RUN;
    }
    return soft ? Purges.Mode.SOFT : Purges.Mode.HARD;
  }

  private static void note(RoutingContext context, String what, Purges.Mode mode, Purge purge) {
    if (mode != Purges.Mode.DRY_RUN) {
      String query = String.valueOf(context.request().query());
      Audit.note(context, "renditions", query, what + " " + purge.renditions(), "");
    }
  }

  private JsonObject json(Purge purge, Purges.Mode mode, boolean soft) {
    var renditions = new JsonArray();
    purge.found().forEach(each -> renditions.add(json(each)));
    return new JsonObject()
        .put("dry_run", mode == Purges.Mode.DRY_RUN)
        .put("soft", soft)
        .put("assets", purge.assets())
        .put("count", purge.renditions())
        .put("bytes", purge.bytes())
        .put("renditions", renditions)
        .put("files_to_remove", purges.pending());
  }

  /** Has what is meant made anew, of the source as it is now; until then the old is delivered. */
  private void refresh(RoutingContext context) {
    MultiMap query = known(context, REFRESH);
    RenditionFilter filter = named(query);
    Purges.Mode mode = mode(flag(query, "dryRun"), true);
    entries
        .here(purges.purge(filter, mode))
        .compose(purge -> mode == Purges.Mode.SOFT ? order(purge) : Future.succeededFuture(purge))
        .onSuccess(purge -> note(context, "refreshed", mode, purge))
        .onSuccess(purge -> Answers.json(context, 202, json(purge, mode, true)))
        .onFailure(context::fail);
  }

  /** Segments are made anew as they are watched. */
  private Future<Purge> order(Purge purge) {
    List<Future<AssetEntry>> looks =
        purge.found().stream()
            .map(each -> SegmentIndex.ownerOf(each.entry().asset()))
            .distinct()
            .map(catalog::refresh)
            .toList();
    purge.found().stream()
        .filter(each -> !SegmentIndex.isOfSegments(each.entry().asset()))
        .forEach(each -> backgroundOrders.order(each.entry().asset(), each.stored().rendition()));
    return entries.here(Future.join(looks).otherwiseEmpty().map(purge));
  }

  private RenditionFilter named(MultiMap query) {
    RenditionFilter filter = filter(query);
    if (filter.isAll()) {
      throw Parameters.invalid(
          "asset", "", "one of asset, prefix, preset, server, tag says what is meant");
    }
    return filter;
  }

  private RenditionFilter filter(MultiMap query) {
    String prefix = query.get("prefix");
    return new RenditionFilter(
        asset(query.get("asset")),
        prefix == null ? "" : prefix,
        preset(query.get("preset")),
        server(query.get("server")),
        tag(query.get("tag")));
  }

  private static @Nullable AssetId asset(@Nullable String path) {
    try {
      return path == null ? null : new AssetId(path);
    } catch (IllegalArgumentException e) {
      throw Parameters.invalid(
          "asset", String.valueOf(path), "the path of a source, such as films/clip.mp4");
    }
  }

  private @Nullable RenditionRequest preset(@Nullable String name) {
    if (name == null) {
      return null;
    }
    Map<String, RenditionRequest> presets = basis.config().get().presets();
    RenditionRequest preset = presets.get(name);
    if (preset == null) {
      throw Parameters.invalid("preset", name, String.join(", ", new TreeSet<>(presets.keySet())));
    }
    return preset;
  }

  private @Nullable String server(@Nullable String id) {
    if (id != null && basis.view().get().server(id).isEmpty()) {
      throw Parameters.invalid("server", id, "the id of a server, as in GET servers");
    }
    return id;
  }

  private static @Nullable String tag(@Nullable String tag) {
    if (tag != null && tag.isBlank()) {
      throw Parameters.invalid("tag", tag, "a tag of sources, as GET renditions shows them");
    }
    return tag;
  }

  private static MultiMap known(RoutingContext context, Set<String> names) {
    MultiMap query = context.queryParams();
    for (String name : query.names()) {
      if (!names.contains(name)) {
        throw Parameters.invalid(name, String.valueOf(query.get(name)), String.join(", ", names));
      }
      if (query.getAll(name).size() > 1) {
        throw Parameters.invalid(
            name, String.join(", ", query.getAll(name)), "one value in one request");
      }
    }
    return query;
  }

  private static boolean flag(MultiMap query, String name) {
    String value = query.get(name);
    if (value == null || value.equals("false")) {
      return false;
    }
    if (value.equals("true") || value.isEmpty()) {
      return true;
    }
    throw Parameters.invalid(name, value, "true, false");
  }
}
