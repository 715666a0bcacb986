#version 450
#extension GL_GOOGLE_include_directive : require
// Darkens the ground: blended over it by its alpha.
#include "scene_frame.glsl"

layout(location = 0) in float dark;
layout(location = 0) out vec4 picture;

void main()
{
    picture = vec4(frame.ground_shadow_seen.rgb * 0.4, dark * 0.62);
}
