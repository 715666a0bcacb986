#version 450
#extension GL_GOOGLE_include_directive : require
// Darkens the ground: blended over it by its alpha.
#include "scene_frame.glsl"

layout(location = 0) in float dark;
layout(location = 0) out vec4 picture;

void main()
{
    picture = vec4(pow(frame.ground.rgb * 0.1, vec3(1.0 / 2.2)), dark * 0.62);
}
