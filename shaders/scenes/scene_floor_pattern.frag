#version 450
#extension GL_GOOGLE_include_directive : require
// The ground with a pattern: checks, stripes or patches.
#define SHADOW_LOOKS 4
#include "scene_light.glsl"
#include "scene_backdrop.glsl"

layout(location = 0) in vec3 place;
layout(location = 0) out vec4 picture;

// 0 and 1 in turns; wide is how much of the pattern one pixel covers, over which an edge is drawn.
float stripes(float along, float wide)
{
    return clamp((abs(fract(along) - 0.5) - 0.25) / max(wide, 1e-4) + 0.5, 0.0, 1.0);
}

// 0 to 1, by the pattern's number.
float pattern(vec2 at, float wide)
{
    if (frame.ground.w < 1.5) {
        float x = stripes(at.x, wide), y = stripes(at.y, wide);
        return x + y - 2.0 * x * y;
    }
    if (frame.ground.w < 2.5)
        return stripes(at.x, wide);
    vec2 bent = at + 0.6 * sin(at.yx * 1.7 + vec2(0.3, 1.1));
    return 0.5 + 0.25 * (sin(bent.x * 2.9) + sin(bent.y * 3.7 + bent.x));
}

void main()
{
    vec2 at = place.xz * frame.ground_seen.w;
    vec2 across = fwidth(at);
    float part = pattern(at, max(across.x, across.y));
    vec3 direction = normalize(place - frame.eye.xyz);
    vec3 in_sun = mix(frame.ground_seen.rgb, frame.alternate_seen.rgb, part);
    vec3 in_shadow = mix(frame.ground_shadow_seen.rgb, frame.alternate_shadow_seen.rgb, part);
    picture = vec4(ground_seen(direction, sunlit(place, vec3(0.0, 1.0, 0.0)), in_sun, in_shadow) + dither(), 1.0);
}
