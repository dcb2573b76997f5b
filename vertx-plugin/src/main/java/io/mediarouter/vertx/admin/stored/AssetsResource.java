package io.mediarouter.vertx.admin.stored;

import io.mediarouter.farm.AssetEntry;
import io.mediarouter.farm.StoredRendition;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.AudioStream;
import io.mediarouter.media.PictureTraits;
import io.mediarouter.media.SourceProperties;
import io.mediarouter.media.VideoStream;
import io.mediarouter.request.Classification;
import io.mediarouter.request.Problem;
import io.mediarouter.request.ProblemException;
import io.mediarouter.request.RequestClassifier;
import io.mediarouter.request.UrgencyRule;
import io.mediarouter.vertx.admin.jobs.JobJson;
import io.mediarouter.vertx.admin.rest.AdminBasis;
import io.mediarouter.vertx.admin.rest.AdminResource;
import io.mediarouter.vertx.admin.rest.AdminRoutes;
import io.mediarouter.vertx.admin.rest.Answers;
import io.mediarouter.vertx.admin.rest.Entries;
import io.mediarouter.vertx.proxy.exchange.VertxRequestHead;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Optional;

/** The resource of assets: what the cache index holds of each. */
public final class AssetsResource implements AdminResource {
  private final Entries entries;
  private final RequestClassifier paths;

  public AssetsResource(AdminBasis basis) {
    this.entries = basis.entries();
    this.paths = new RequestClassifier(basis.path() + "/assets", Map.of(), UrgencyRule.NONE);
  }

  @Override
  public void addTo(AdminRoutes routes) {
    routes.at("/assets/*").read(this::show);
  }

  private void show(RoutingContext context) {
    AssetId asset = asset(context);
    entries
        .find(asset)
        .map(entry -> entry.orElseThrow(() -> unknown(asset)))
        .onSuccess(entry -> Answers.json(context, 200, json(entry)))
        .onFailure(context::fail);
  }

  /** Paths of assets are read here as in media requests. */
  private AssetId asset(RoutingContext context) {
    Classification request = paths.classify(new VertxRequestHead(context.request()));
    if (request instanceof Classification.Media media) {
      return media.request().asset();
    }
    throw new ProblemException(
        request instanceof Classification.Refused refused
            ? refused.problem()
            : Problem.of(404, "Not found", "There is no such resource."));
  }

  private static ProblemException unknown(AssetId asset) {
    return new ProblemException(
        Problem.of(404, "Unknown asset", "Nothing is known of " + asset + " yet."));
  }

  private static JsonObject json(AssetEntry entry) {
    var renditions = new JsonArray();
    entry.renditions().forEach(each -> renditions.add(rendition(each, entry)));
    return new JsonObject()
        .put("asset", entry.asset().path())
        .put("checked_at", entry.isUnseen() ? null : Answers.moment(entry.checkedAt()))
        .put("source", source(entry.source()))
        .put("renditions", renditions);
  }

  private static JsonObject rendition(StoredRendition stored, AssetEntry entry) {
    return new JsonObject()
        .put("key", stored.rendition().key())
        .put("current", entry.isCurrent(stored))
        .mergeIn(JobJson.stored(stored));
  }

  private static JsonObject source(SourceProperties source) {
    return new JsonObject()
        .put("version", source.version())
        .put("container", source.container())
        .put("content_type", source.contentType())
        .put("bytes", source.bytes())
        .put("tags", new JsonArray(source.tags()))
        .put("duration_seconds", source.duration().toMillis() / 1000.0)
        .put("duration_estimated", source.extent().estimated())
        .put("video", Optional.ofNullable(source.video()).map(AssetsResource::video).orElse(null))
        .put("audio", Optional.ofNullable(source.audio()).map(AssetsResource::audio).orElse(null))
        .put("cover", Optional.ofNullable(source.cover()).map(AssetsResource::video).orElse(null));
  }

  private static JsonObject video(VideoStream video) {
    PictureTraits traits = video.traits();
    return new JsonObject()
        .put("codec", video.codec())
        .put("width", video.width())
        .put("height", video.height())
        .put("fps", video.milliFps() / 1000.0)
        .put("bit_rate", video.bitRate())
        .put("rotation", traits.rotation())
        .put("mirrored", traits.mirrored())
        .put("sample_aspect_ratio", traits.sampleWidth() + ":" + traits.sampleHeight())
        .put("interlaced", traits.interlaced())
        .put("dynamic_range", traits.dynamicRange().token())
        .put("bit_depth", traits.bitDepth())
        .put("fine_chroma", traits.fineChroma());
  }

  private static JsonObject audio(AudioStream audio) {
    return new JsonObject()
        .put("codec", audio.codec())
        .put("channels", audio.channels())
        .put("sample_rate", audio.sampleRate())
        .put("bit_rate", audio.bitRate());
  }
}
