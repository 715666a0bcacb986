// What is seen past all props: the sky, and the ground, which becomes horizon with the distance. In the bytes' own scale.
#ifndef SCENE_BACKDROP_GLSL
#define SCENE_BACKDROP_GLSL

#include "scene_frame.glsl"

vec3 sky_seen(float height)
{
    return mix(frame.horizon_seen.rgb, frame.zenith_seen.rgb, smoothstep(0.0, 0.5, height));
}

// The ground towards a direction that points below the horizon, of the colour it has in the sun and in the shadow.
vec3 ground_seen(vec3 direction, float sunlit, vec3 in_sun, vec3 in_shadow)
{
    float distance = frame.eye.y / max(-direction.y, 1e-4);
    vec2 place = frame.eye.xz + direction.xz * distance;
    // Brighter in the middle, where the stage is.
    vec3 color = mix(in_shadow, in_sun, sunlit) * (0.96 + 0.06 / (1.0 + 0.2 * dot(place, place)));
    return mix(color, sky_seen(0.0), smoothstep(frame.horizon.w * 0.3, frame.horizon.w, distance));
}

#endif
