package io.mediarouter.plan;

import io.mediarouter.farm.ActiveTask;
import io.mediarouter.farm.StoredRendition;
import io.mediarouter.media.Rendition;
import io.mediarouter.request.Priority;
import io.mediarouter.select.Candidate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The decided, concrete order: by which option, in which rendition, from which servers.
 *
 * @param option how the request is served
 * @param rendition what is delivered; null = the original, or nothing
 * @param stored the stored form that is delivered; null where none is
 * @param candidates the servers to try, best first; empty for a rejection, and for joining what
 *     runs
 * @param victims tasks to take away from the first candidate before; empty where there is room
 * @param distance how far what is delivered is from what was asked for; 0 = it is just that
 * @param priority how urgent it is
 */
public record MediaProviderRequest(
    PublishingOption option,
    @Nullable Rendition rendition,
    @Nullable StoredRendition stored,
    List<Candidate> candidates,
    List<ActiveTask> victims,
    double distance,
    Priority priority)
    implements RuleResult {}
