// What the overlay's fragment shaders share: the instance as overlay.vert passes it on, and the coverage of shapes.
// Edges are anti-aliased by the signed distance d to the shape (inside is negative): a pixel whose centre is d from the edge is covered
// by 0.5 - d of it, between 0 and 1. Colours are written with alpha multiplied in; they are sRGB bytes, mixed as they are, like the
// pictures below them.
#ifndef CNNVULKAN_OVERLAY_GLSL
#define CNNVULKAN_OVERLAY_GLSL

layout(location = 0) flat in vec4 rect;
layout(location = 1) flat in vec4 uv;
layout(location = 2) flat in vec4 shape;
layout(location = 3) flat in uvec4 paint;

layout(location = 0) out vec4 color;

float rounded(vec2 pixel, vec4 box, float radius)
{
    vec2 extent = box.zw * 0.5;
    radius = min(radius, min(extent.x, extent.y));
    vec2 q = abs(pixel - box.xy - extent) - extent + radius;
    return length(max(q, 0.0)) + min(max(q.x, q.y), 0.0) - radius;
}

float coverage(float d)
{
    return clamp(0.5 - d, 0.0, 1.0);
}

vec4 multiplied(vec4 straight)
{
    return vec4(straight.rgb * straight.a, straight.a);
}

#endif
