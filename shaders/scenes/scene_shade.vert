#version 450
#extension GL_GOOGLE_include_directive : require
// The shade that a thing lays on the ground: its grid of vertices, each with how much it darkens.
#include "scene_frame.glsl"
#include "scene_instances.glsl"

layout(location = 0) in vec3 position;
layout(location = 1) in vec4 normal_and_openness;

layout(location = 0) out float out_dark;

void main()
{
    vec4 place = instances[gl_InstanceIndex].place * vec4(position, 1.0);
    gl_Position = frame.view_projection * place;
    // None far away, where the ground is horizon.
    float fade = smoothstep(frame.horizon.w * 0.3, frame.horizon.w, length(frame.eye.xyz - place.xyz));
    out_dark = (1.0 - normal_and_openness.w) * (1.0 - fade);
}
