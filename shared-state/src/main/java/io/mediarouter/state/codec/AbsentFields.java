package io.mediarouter.state.codec;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedField;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.mediarouter.batch.JobStanding;
import io.mediarouter.batch.JobState;
import io.mediarouter.batch.JobTerms;
import io.mediarouter.batch.TaskDetail;
import io.mediarouter.farm.Usage;
import io.mediarouter.media.Cut;
import io.mediarouter.media.EncodingSpeed;
import io.mediarouter.media.Extent;
import io.mediarouter.media.Fit;
import io.mediarouter.media.PictureTraits;
import io.mediarouter.media.RenditionRequest;
import io.mediarouter.media.SourceTracks;
import io.mediarouter.media.Treatment;
import io.mediarouter.request.Priority;
import io.mediarouter.store.Removal;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a component is that is not told, because it says nothing or its writer did not know it: null
 * where it may be, else zero, an empty text or collection, or the default of its type. Of another
 * type something has to be told.
 */
final class AbsentFields {
  private static final Map<Class<?>, Object> DEFAULTS =
      Map.ofEntries(
          Map.entry(Instant.class, Instant.EPOCH),
          Map.entry(Duration.class, Duration.ZERO),
          Map.entry(Cut.class, Cut.EXACT),
          Map.entry(EncodingSpeed.class, EncodingSpeed.FAST),
          Map.entry(Extent.class, Extent.PLAIN),
          Map.entry(Fit.class, Fit.INSIDE),
          Map.entry(JobStanding.class, JobStanding.NEW),
          Map.entry(JobState.class, JobState.QUEUED),
          Map.entry(JobTerms.class, JobTerms.NONE),
          Map.entry(PictureTraits.class, PictureTraits.PLAIN),
          Map.entry(Priority.class, Priority.BACKGROUND),
          Map.entry(Removal.Reason.class, Removal.Reason.UNUSED),
          Map.entry(RenditionRequest.class, RenditionRequest.DEFAULT),
          Map.entry(TaskDetail.class, TaskDetail.NONE),
          Map.entry(SourceTracks.class, SourceTracks.NONE),
          Map.entry(Treatment.class, Treatment.NONE),
          Map.entry(Usage.class, Usage.NONE));

  private AbsentFields() {}

  static void addTo(JsonMapper.Builder builder) {
    builder
        .annotationIntrospector(new Components())
        .addModule(new SimpleModule().setDeserializerModifier(new Defaults()));
  }

  private enum Kind {
    NULLABLE(Include.NON_NULL, Nulls.SET),
    PLAIN(Include.NON_DEFAULT, Nulls.AS_EMPTY),
    EMPTY(Include.NON_EMPTY, Nulls.AS_EMPTY),
    DEFAULT(Include.CUSTOM, Nulls.AS_EMPTY),
    NEEDED(Include.ALWAYS, Nulls.FAIL);

    private final JsonInclude.Value written;
    private final Nulls read;

    Kind(Include written, Nulls read) {
      this.written =
          written == Include.CUSTOM
              ? JsonInclude.Value.construct(written, written, IsDefault.class, null)
              : JsonInclude.Value.construct(written, Include.ALWAYS);
      this.read = read;
    }

    static Kind of(RecordComponent component) {
      Class<?> type = component.getType();
      if (component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
        return NULLABLE;
      } else if (type.isPrimitive()) {
        return PLAIN;
      } else if (type.equals(String.class) || Collection.class.isAssignableFrom(type)) {
        return EMPTY;
      }
      return DEFAULTS.containsKey(type) ? DEFAULT : NEEDED;
    }
  }

  /** What is not written: the default of its type, as long as nothing unknown may be in it. */
  @SuppressWarnings("EqualsHashCode") // Jackson asks its filters so
  private static final class IsDefault {
    @Override
    public boolean equals(@Nullable Object value) {
      return value != null
          && value.equals(DEFAULTS.get(value.getClass()))
          && UnknownFields.areNone();
    }
  }

  private static final class Components extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1;

    @Override
    public JsonInclude.Value findPropertyInclusion(Annotated member) {
      return member instanceof AnnotatedField field && isOfRecord(field)
          ? Kind.of(component(field)).written
          : super.findPropertyInclusion(member);
    }

    private static RecordComponent component(AnnotatedField field) {
      return Arrays.stream(field.getDeclaringClass().getRecordComponents())
          .filter(each -> each.getName().equals(field.getName()))
          .findAny()
          .orElseThrow();
    }

    @Override
    public JsonSetter.Value findSetterInfo(Annotated member) {
      if (member instanceof AnnotatedParameter parameter && isOfRecord(parameter)) {
        var component = parameter.getDeclaringClass().getRecordComponents()[parameter.getIndex()];
        boolean isSet = Set.class.isAssignableFrom(component.getType());
        return JsonSetter.Value.construct(
            Kind.of(component).read, isSet ? Nulls.SKIP : Nulls.DEFAULT);
      }
      return super.findSetterInfo(member);
    }

    private static boolean isOfRecord(AnnotatedMember member) {
      return member.getDeclaringClass().isRecord();
    }
  }

  private static final class Defaults extends BeanDeserializerModifier {
    private static final long serialVersionUID = 1;

    @Override
    public JsonDeserializer<?> modifyDeserializer(
        DeserializationConfig config, BeanDescription type, JsonDeserializer<?> reader) {
      return withDefault(type, reader);
    }

    @Override
    public JsonDeserializer<?> modifyEnumDeserializer(
        DeserializationConfig config,
        JavaType type,
        BeanDescription description,
        JsonDeserializer<?> reader) {
      return withDefault(description, reader);
    }

    private static JsonDeserializer<?> withDefault(
        BeanDescription type, JsonDeserializer<?> reader) {
      Object value = DEFAULTS.get(type.getBeanClass());
      return value == null ? reader : new WithDefault(reader, value);
    }
  }

  private static final class WithDefault extends DelegatingDeserializer {
    private static final long serialVersionUID = 1;
    private final transient Object value;

    WithDefault(JsonDeserializer<?> reader, Object value) {
      super(reader);
      this.value = value;
    }

    @Override
    protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> reader) {
      return new WithDefault(reader, value);
    }

    @Override
    public Object getEmptyValue(DeserializationContext context) {
      return value;
    }
  }
}
