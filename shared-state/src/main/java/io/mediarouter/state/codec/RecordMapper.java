package io.mediarouter.state.codec;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.mediarouter.media.AssetId;
import java.time.Duration;
import java.time.Instant;

/** Maps records to JSON by their components, absent values left out. */
public final class RecordMapper {
  private RecordMapper() {}

  /** A mapper to add to; it refuses fields that a record does not have. */
  public static JsonMapper.Builder builder() {
    return JsonMapper.builder()
        .visibility(PropertyAccessor.GETTER, Visibility.NONE)
        .visibility(PropertyAccessor.IS_GETTER, Visibility.NONE)
        .visibility(PropertyAccessor.FIELD, Visibility.ANY)
        .serializationInclusion(JsonInclude.Include.NON_NULL)
        .addModule(
            new TextModule()
                .text(Instant.class, Instant::toString, IsoMoment::parse)
                .text(Duration.class, Duration::toString, Duration::parse)
                .text(AssetId.class, AssetId::path, AssetId::new));
  }
}
