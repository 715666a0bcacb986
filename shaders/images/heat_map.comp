// picture[pixel] = inferno(t) with opacity, t = (map at the pixel, bilinear, - min) / (max - min).
//
// One invocation colours one pixel of the picture that is laid over what the network sees. Where the class has no evidence it is transparent.
//   map     [map_height, map_width]  a class activation map, element `base` being the first
//   ranges  [1, 2]                   its least and greatest element, from map_range, at `range_base`
//   picture                          the part of size `width` × `height` from (`left`, `top`) on is written
// variants: f32 f16
#version 450
#extension GL_GOOGLE_include_directive : require
#include "element.glsl"
#include "colormap.glsl"

layout(local_size_x = 8, local_size_y = 8) in;

layout(binding = 0, set = 0) readonly buffer Maps { ELEMENT maps[]; };
layout(binding = 0, set = 1) readonly buffer Ranges { vec2 ranges[]; };
layout(binding = 0, set = 2, rgba8) writeonly uniform image2D picture;

layout(push_constant) uniform Push {
    uint base;
    uint range_base;
    uint left;
    uint top;
    uint width;
    uint height;
    uint map_width;
    uint map_height;
    // Whether the picture's first row is the lowest.
    uint flip;
} p;

const float OPACITY = 0.75;

float element(ivec2 at)
{
    ivec2 inside = clamp(at, ivec2(0), ivec2(p.map_width, p.map_height) - 1);
    return float(maps[p.base + uint(inside.y) * p.map_width + uint(inside.x)]);
}

void main()
{
    uvec2 at = gl_GlobalInvocationID.xy;
    if (at.x >= p.width || at.y >= p.height)
        return;
    vec2 place = (vec2(at) + 0.5) * vec2(p.map_width, p.map_height) / vec2(p.width, p.height) - 0.5;
    ivec2 corner = ivec2(floor(place));
    vec2 part = place - floor(place);
    float above = mix(element(corner), element(corner + ivec2(1, 0)), part.x);
    float below = mix(element(corner + ivec2(0, 1)), element(corner + ivec2(1, 1)), part.x);
    vec2 range = ranges[p.range_base];
    float span = range.y - range.x;
    float t = span > 0.0 ? clamp((mix(above, below, part.y) - range.x) / span, 0.0, 1.0) : 0.0;
    // What is no number is no evidence.
    t = is_finite(t) ? t : 0.0;
    uint row = p.flip == 1 ? p.height - 1 - at.y : at.y;
    imageStore(picture, ivec2(uvec2(at.x, row) + uvec2(p.left, p.top)), vec4(inferno(0.15 + 0.85 * t), OPACITY * smoothstep(0.15, 0.75, t)));
}
