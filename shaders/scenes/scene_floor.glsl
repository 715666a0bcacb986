// The ground around the stage, where shadows fall. The shader that includes it says how soft they are (SHADOW_LOOKS).
#ifndef SCENE_FLOOR_GLSL
#define SCENE_FLOOR_GLSL

#include "scene_light.glsl"
#include "scene_backdrop.glsl"

layout(location = 0) in vec3 place;
layout(location = 0) out vec4 picture;

void main()
{
    vec3 direction = normalize(place - frame.eye.xyz);
    picture = vec4(ground_seen(direction, sunlit(place, vec3(0.0, 1.0, 0.0)), frame.ground_seen.rgb, frame.ground_shadow_seen.rgb) + dither(), 1.0);
}

#endif
