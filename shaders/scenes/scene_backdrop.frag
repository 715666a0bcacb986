#version 450
#extension GL_GOOGLE_include_directive : require
// The sky, or plain ground where no shadow falls.
#define SHADOW_LOOKS 1
#include "scene_light.glsl"
#include "scene_backdrop.glsl"

layout(location = 0) in vec3 ray;
layout(location = 0) out vec4 picture;

void main()
{
    vec3 direction = normalize(ray);
    vec3 color = direction.y < 0.0 ? ground_seen(direction, 1.0, frame.ground_seen.rgb, frame.ground_shadow_seen.rgb) : sky_seen(direction.y);
    picture = vec4(color + dither(), 1.0);
}
